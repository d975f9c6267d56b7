import { defineCommand } from '../../command.ts';
import { prettySecret } from '../../formatter/swarm-pretty.ts';
import { inspectKept, KEPT_INSPECT_FLAGS } from '../kept.ts';

export const secretInspect = defineCommand({
  use: 'docker secret inspect [OPTIONS] SECRET [SECRET...]',
  short: 'Display detailed information on one or more secrets',
  flags: KEPT_INSPECT_FLAGS,
  args: { min: 1 },
  run: ({ client, io, args, flags }) =>
    inspectKept('secret', io, { args, flags }, { find: (name) => client.secretInspect(name), pretty: prettySecret }),
});
