import { defineCommand } from '../../command.ts';

export const networkDisconnect = defineCommand({
  use: 'docker network disconnect [OPTIONS] NETWORK CONTAINER',
  short: 'Disconnect a container from a network',
  flags: { force: { type: 'bool', short: 'f', usage: 'Force the container to disconnect from a network' } },
  args: { min: 2, max: 2 },
  run: ({ client, args, flags }) =>
    client.networkDisconnect(args[0] ?? '', { Container: args[1] ?? '', Force: flags.force }),
});
