import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { parseLabel, toRecord } from '../../opts/label.ts';
import { ipamPools } from '../../opts/ipam.ts';

export const networkCreate = defineCommand({
  use: 'docker network create [OPTIONS] NETWORK',
  short: 'Create a network',
  flags: {
    attachable: { type: 'bool', usage: 'Enable manual container attachment' },
    'aux-address': { type: 'map', usage: 'Auxiliary IPv4 or IPv6 addresses used by Network driver', default: 'map[]' },
    'config-from': { type: 'string', usage: 'The network from which to copy the configuration' },
    'config-only': { type: 'bool', usage: 'Create a configuration only network' },
    driver: { type: 'string', short: 'd', usage: 'Driver to manage the Network', default: 'bridge' },
    gateway: { type: 'strings', usage: 'IPv4 or IPv6 Gateway for the master subnet' },
    ingress: { type: 'bool', usage: 'Create swarm routing-mesh network' },
    internal: { type: 'bool', usage: 'Restrict external access to the network' },
    'ip-range': { type: 'strings', usage: 'Allocate container ip from a sub-range' },
    'ipam-driver': { type: 'string', usage: 'IP Address Management Driver', default: 'default' },
    'ipam-opt': { type: 'map', usage: 'Set IPAM driver specific options', default: 'map[]' },
    ipv4: { type: 'bool', usage: 'Enable or disable IPv4 address assignment', default: 'true' },
    ipv6: { type: 'bool', usage: 'Enable or disable IPv6 address assignment' },
    label: { type: 'list', usage: 'Set metadata on a network', each: parseLabel },
    opt: { type: 'map', short: 'o', usage: 'Set driver specific options', default: 'map[]' },
    scope: { type: 'string', usage: "Control the network's scope" },
    subnet: { type: 'strings', usage: 'Subnet in CIDR format that represents a network segment' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    const pools = ipamPools({
      subnets: flags.subnet,
      ranges: flags['ip-range'],
      gateways: flags.gateway,
      auxiliary: flags['aux-address'],
    });
    if (flags['config-from'] !== '' && flags['config-only']) {
      throw new StatusError(1, 'conflicting options: cannot specify both --config-from and --config-only');
    }
    const { Id, Warning } = await client.networkCreate({
      Name: args[0] ?? '',
      Driver: flags.driver,
      Scope: flags.scope,
      ...(changed.has('ipv4') && { EnableIPv4: flags.ipv4 }),
      ...(changed.has('ipv6') && { EnableIPv6: flags.ipv6 }),
      IPAM: { Driver: flags['ipam-driver'], Config: pools, Options: flags['ipam-opt'] },
      Internal: flags.internal,
      Attachable: flags.attachable,
      Ingress: flags.ingress,
      ConfigOnly: flags['config-only'],
      ...(flags['config-from'] !== '' && { ConfigFrom: { Network: flags['config-from'] } }),
      Options: flags.opt,
      Labels: toRecord(flags.label),
    });
    if (Warning !== undefined && Warning !== '') await io.err(`WARNING: ${Warning}\n`);
    await io.out(`${Id}\n`);
  },
});
