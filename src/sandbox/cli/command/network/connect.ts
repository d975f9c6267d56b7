import { defineCommand } from '../../command.ts';
import { parseLink } from '../../opts/link.ts';
import { UsageError } from '../../errors.ts';
import { toRecord } from '../../opts/label.ts';

export const networkConnect = defineCommand({
  use: 'docker network connect [OPTIONS] NETWORK CONTAINER',
  short: 'Connect a container to a network',
  flags: {
    alias: { type: 'strings', usage: 'Add network-scoped alias for the container' },
    'driver-opt': { type: 'strings', usage: 'driver options for the network' },
    'gw-priority': {
      type: 'int',
      usage: 'Highest gw-priority provides the default gateway. Accepts positive and negative values.',
    },
    ip: { type: 'string', usage: 'IPv4 address (e.g., "172.30.100.104")' },
    ip6: { type: 'string', usage: 'IPv6 address (e.g., "2001:db8::33")' },
    link: { type: 'list', usage: 'Add link to another container', each: parseLink },
    'link-local-ip': { type: 'strings', usage: 'Add a link-local address for the container' },
  },
  args: { min: 2, max: 2 },
  run: async ({ client, args, flags }) => {
    const [network = '', Container = ''] = args;
    await client.networkConnect(network, {
      Container,
      EndpointConfig: {
        IPAMConfig: {
          ...(flags.ip !== '' && { IPv4Address: flags.ip }),
          ...(flags.ip6 !== '' && { IPv6Address: flags.ip6 }),
          ...(flags['link-local-ip'].length > 0 && { LinkLocalIPs: flags['link-local-ip'] }),
        },
        Links: flags.link.length > 0 ? flags.link : null,
        Aliases: flags.alias,
        DriverOpts: driverOptions(flags['driver-opt']),
        GwPriority: flags['gw-priority'],
      },
    });
  },
});

/** @throws {UsageError} `invalid key/value pair format in driver options` */
function driverOptions(options: readonly string[]): Record<string, string> {
  if (options.some((option) => !option.includes('='))) {
    throw new UsageError('invalid key/value pair format in driver options');
  }
  return toRecord(options);
}
