import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { joinCommand, specOf, unlockText } from './texts.ts';

export const swarmInit = defineCommand({
  use: 'docker swarm init [OPTIONS]',
  short: 'Initialize a swarm',
  flags: {
    'advertise-addr': { type: 'string', usage: 'Advertised address (format: "<ip|interface>[:port]")' },
    autolock: {
      type: 'bool',
      usage: 'Enable manager autolocking (requiring an unlock key to start a stopped manager)',
    },
    availability: { type: 'string', usage: 'Availability of the node ("active", "pause", "drain")', default: 'active' },
    'cert-expiry': {
      type: 'duration',
      usage: 'Validity period for node certificates (ns|us|ms|s|m|h)',
      default: '2160h0m0s',
    },
    'data-path-addr': {
      type: 'string',
      usage: 'Address or interface to use for data path traffic (format: "<ip|interface>")',
    },
    'data-path-port': {
      type: 'uint32',
      usage:
        'Port number to use for data path traffic (1024 - 49151). If no value is set or is set to 0, the default port (4789) is used.',
    },
    'default-addr-pool': { type: 'ipNetSlice', usage: 'default address pool in CIDR format', default: '[]' },
    'default-addr-pool-mask-length': {
      type: 'uint32',
      usage: 'default address pool subnet mask length',
      default: '24',
    },
    'dispatcher-heartbeat': { type: 'duration', usage: 'Dispatcher heartbeat period (ns|us|ms|s|m|h)', default: '5s' },
    'external-ca': {
      type: 'external-ca',
      usage: 'Specifications of one or more certificate signing endpoints',
      simulated: false,
    },
    'force-new-cluster': { type: 'bool', usage: 'Force create a new cluster from current state' },
    'listen-addr': {
      type: 'node-addr',
      usage: 'Listen address (format: "<ip|interface>[:port]")',
      default: '0.0.0.0:2377',
    },
    'max-snapshots': { type: 'uint', usage: 'Number of additional Raft snapshots to retain' },
    'snapshot-interval': { type: 'uint', usage: 'Number of log entries between Raft snapshots', default: '10000' },
    'task-history-limit': { type: 'int', usage: 'Task history retention limit', default: '5' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags, changed }) => {
    const { availability } = flags;
    if (!['active', 'pause', 'drain'].includes(availability)) {
      throw new UsageError(`invalid availability ${goQuote(availability)}, only active, pause and drain are supported`);
    }
    const id = await client.swarmInit({
      ListenAddr: flags['listen-addr'],
      AdvertiseAddr: flags['advertise-addr'],
      DataPathAddr: flags['data-path-addr'],
      DataPathPort: flags['data-path-port'],
      DefaultAddrPool: flags['default-addr-pool'],
      SubnetSize: flags['default-addr-pool-mask-length'],
      ForceNewCluster: flags['force-new-cluster'],
      AutoLockManagers: flags.autolock,
      Availability: availability,
      Spec: specOf(flags, changed),
    });
    await io.out(`Swarm initialized: current node (${id}) is now a manager.\n\n`);
    await io.out(await joinCommand(client, 'worker'));
    await io.out(
      "To add a manager to this swarm, run 'docker swarm join-token manager' and follow the instructions.\n",
    );
    if (flags.autolock) await io.out(unlockText((await client.swarmGetUnlockKey()).UnlockKey));
  },
});
