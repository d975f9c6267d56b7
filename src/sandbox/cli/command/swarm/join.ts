import { defineCommand } from '../../command.ts';

export const swarmJoin = defineCommand({
  use: 'docker swarm join [OPTIONS] HOST:PORT',
  short: 'Join a swarm as a node and/or manager',
  flags: {
    'advertise-addr': { type: 'string', usage: 'Advertised address (format: "<ip|interface>[:port]")' },
    availability: { type: 'string', usage: 'Availability of the node ("active", "pause", "drain")', default: 'active' },
    'data-path-addr': {
      type: 'string',
      usage: 'Address or interface to use for data path traffic (format: "<ip|interface>")',
    },
    'listen-addr': {
      type: 'node-addr',
      usage: 'Listen address (format: "<ip|interface>[:port]")',
      default: '0.0.0.0:2377',
    },
    token: { type: 'string', usage: 'Token for entry into the swarm' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    await client.swarmJoin({
      JoinToken: flags.token,
      ListenAddr: flags['listen-addr'],
      AdvertiseAddr: flags['advertise-addr'],
      RemoteAddrs: args,
      Availability: flags.availability,
    });
    const { Swarm } = await client.info();
    await io.out(`This node joined a swarm as a ${Swarm.ControlAvailable ? 'manager' : 'worker'}.\n`);
  },
});
