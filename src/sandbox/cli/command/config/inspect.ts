import { defineCommand } from '../../command.ts';
import { prettyConfig } from '../../formatter/swarm-pretty.ts';
import { inspectKept, KEPT_INSPECT_FLAGS } from '../kept.ts';

export const configInspect = defineCommand({
  use: 'docker config inspect [OPTIONS] CONFIG [CONFIG...]',
  short: 'Display detailed information on one or more configs',
  flags: KEPT_INSPECT_FLAGS,
  args: { min: 1 },
  run: ({ client, io, args, flags }) =>
    inspectKept('config', io, { args, flags }, { find: (name) => client.configInspect(name), pretty: prettyConfig }),
});
