import { expect, test } from 'vitest';
import { createTestDaemon } from '../test-daemon.ts';

const OPTION = 'com.docker.network.bridge';
const ISOLATED = { [`${OPTION}.gateway_mode_ipv4`]: 'isolated' };

/** The first container's address and its gateway. */
async function firstOn(network: object, pool: object): Promise<string> {
  const daemon = createTestDaemon(setImmediate);
  const { status, json } = await daemon.call('POST', '/networks/create', {
    Name: 'n',
    IPAM: { Config: [{ Subnet: '10.7.0.0/24', ...pool }] },
    ...network,
  });
  if (status !== 201) return json.message as string;
  const id = await daemon.create({ HostConfig: { NetworkMode: 'n' } });
  const { json: problem } = await daemon.call('POST', `/containers/${id}/start`);
  if (problem?.message !== undefined) return problem.message as string;
  const { json: container } = await daemon.call('GET', `/containers/${id}/json`);
  const { n } = (container.NetworkSettings as { Networks: { n: { IPAddress: string; Gateway: string } } }).Networks;
  return `${n.IPAddress} ${n.Gateway}`;
}

test.each([
  ['the gateway comes first', {}, {}, '10.7.0.2 10.7.0.1'],
  ['an internal one has an address for it', { Internal: true }, {}, '10.7.0.2 '],
  ['isolated', { Internal: true, Options: ISOLATED }, {}, '10.7.0.1 '],
  ['isolated, yet named', { Internal: true, Options: ISOLATED }, { Gateway: '10.7.0.1' }, '10.7.0.2 '],
  ['inhibited', { Options: { [`${OPTION}.inhibit_ipv4`]: 'true' } }, {}, '10.7.0.2 10.7.0.1'],
  ['inhibited and internal', { Internal: true, Options: { [`${OPTION}.inhibit_ipv4`]: 'true' } }, {}, '10.7.0.1 '],
  ['ipvlan', { Driver: 'ipvlan' }, {}, '10.7.0.1 '],
  ['macvlan', { Driver: 'macvlan' }, {}, '10.7.0.1 '],
  ['named elsewhere', {}, { Gateway: '10.7.0.254' }, '10.7.0.1 10.7.0.254'],
  ['of a range', {}, { IPRange: '10.7.0.128/25' }, '10.7.0.129 10.7.0.128'],
  ['of a range that begins with the subnet', {}, { IPRange: '10.7.0.0/25' }, '10.7.0.2 10.7.0.1'],
  ['outside of a range', {}, { IPRange: '10.7.0.6/31', Gateway: '10.7.0.1' }, '10.7.0.6 10.7.0.1'],
  ['of two', {}, { Subnet: '10.7.0.0/31' }, '10.7.0.1 10.7.0.0'],
  ['the subnet itself', {}, { Gateway: '10.7.0.0' }, 'failed to allocate gateway (10.7.0.0): Address already in use'],
])('%s', async (_, network, pool, expected) => {
  expect(await firstOn(network, pool)).toBe(expected);
});
