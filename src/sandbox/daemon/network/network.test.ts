import { expect, test } from 'vitest';
import { createTestDaemon } from '../test-daemon.ts';

const addressOf = async (daemon: ReturnType<typeof createTestDaemon>, id: string) =>
  (await daemon.call('GET', `/containers/${id}/json`)).json.NetworkSettings.Networks.bridge.IPAddress as string;

test('[NET-1] the lowest free address is given at start and given back at stop', async () => {
  const daemon = createTestDaemon(setImmediate);
  const [one, two] = [await daemon.create(), await daemon.create()];
  await daemon.call('POST', `/containers/${one}/start`);
  await daemon.call('POST', `/containers/${two}/start`);
  expect(await addressOf(daemon, two)).toBe('172.17.0.3');
  await daemon.call('POST', `/containers/${one}/stop?t=0`);
  await daemon.call('POST', `/containers/${two}/stop?t=0`);
  await daemon.call('POST', `/containers/${two}/start`);
  expect(await addressOf(daemon, two)).toBe('172.17.0.2');
});

test('[NET-2] a port is published once; the loser stays created and keeps no address', async () => {
  const daemon = createTestDaemon(setImmediate);
  const HostConfig = { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } };
  const [one, two] = [await daemon.create({ HostConfig }), await daemon.create({ HostConfig }, '?name=web2')];
  await daemon.call('POST', `/containers/${one}/start`);
  const { status, json } = await daemon.call('POST', `/containers/${two}/start`);
  expect(status).toBe(500);
  expect(json.message).toMatch(
    /^failed to set up container networking: driver failed programming external connectivity on endpoint web2 \([0-9a-f]{64}\): Bind for 0\.0\.0\.0:8080 failed: port is already allocated$/,
  );
  expect(daemon.daemon.state.containers.get(two)).toMatchObject({ state: { running: false, exitCode: 128 } });
  expect(await addressOf(daemon, two)).toBe('');
  expect(daemon.kernel.namespaces.net.forwards.size).toBe(1);
});

test('[NET-3] a network with a container on it is not removed', async () => {
  const daemon = createTestDaemon(setImmediate);
  await daemon.call('POST', '/networks/create', { Name: 'lan' });
  const id = await daemon.create({ HostConfig: { NetworkMode: 'lan' } }, '?name=web');
  await daemon.call('POST', `/containers/${id}/start`);
  const { status, json } = await daemon.call('DELETE', '/networks/lan');
  expect(status).toBe(403);
  expect(json.message).toMatch(
    /^error while removing network: network lan has active endpoints \(name:"web" id:"[0-9a-f]{12}"\)$/,
  );
  await daemon.call('DELETE', `/containers/${id}?force=1`);
  expect((await daemon.call('DELETE', '/networks/lan')).status).toBe(204);
});

test('[NET-7] docker-proxy holds each published port as long as the container runs', async () => {
  const daemon = createTestDaemon(setImmediate);
  const PortBindings = { '80/tcp': [{ HostIp: '', HostPort: '8080' }] };
  const id = await daemon.create({ HostConfig: { PortBindings } });
  const proxies = () =>
    [...daemon.kernel.processes.values()].filter(({ comm }) => comm === 'docker-proxy').map(({ argv }) => argv[4]);
  await daemon.call('POST', `/containers/${id}/start`);
  expect(proxies()).toEqual(['0.0.0.0', '::']);
  await daemon.call('DELETE', `/containers/${id}?force=1`);
  expect(proxies()).toEqual([]);
});

test('[NET-8] the host network stands alone: nothing joins it later, and what is in it joins nothing', async () => {
  const daemon = createTestDaemon(setImmediate);
  const host = await daemon.create({ HostConfig: { NetworkMode: 'host' } });
  const plain = await daemon.create();
  const connect = async (network: string, Container: string) =>
    (await daemon.call('POST', `/networks/${network}/connect`, { Container })).json.message as string;
  expect(await connect('bridge', host)).toBe(
    'container sharing network namespace with another container or host cannot be connected to any other network',
  );
  expect(await connect('host', plain)).toBe(
    'cannot connect container to host network - container must be created in host network mode',
  );
});

test('[NET-9] a bridge has one subnet of a family, IPv4 told first; what is kept apart is not the gateway', async () => {
  const daemon = createTestDaemon(setImmediate);
  const create = (Name: string, ...Config: readonly object[]) =>
    daemon.call('POST', '/networks/create', { Name, EnableIPv6: true, IPAM: { Config } });
  const two = await create('two', { Subnet: '10.7.0.0/24' }, { Subnet: '10.8.0.0/24' });
  expect(two.json.message).toBe("bridge driver doesn't support multiple subnets");
  const kept = await create('kept', { Subnet: '10.7.0.0/24', AuxiliaryAddresses: { a: '10.7.0.1' } });
  expect(kept.json.message).toBe('failed to allocate secondary ip address (a:10.7.0.1): Address already in use');
  expect((await create('both', { Subnet: 'fd00:1::/64' }, { Subnet: '10.7.0.0/24' })).status).toBe(201);
  const { json } = await daemon.call('GET', '/networks/both');
  expect((json.IPAM as { Config: { Subnet: string }[] }).Config.map(({ Subnet }) => Subnet)).toEqual([
    '10.7.0.0/24',
    'fd00:1::/64',
  ]);
});
