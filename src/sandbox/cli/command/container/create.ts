import { defineCommand, type Invocation } from '../../command.ts';
import type { Flags } from '../../opts/flag.ts';
import { createContainer } from './create-container.ts';
import { CONTAINER_FLAGS } from './flags.ts';
import { parseContainer } from './parse.ts';
import { checkPullPolicy, withHelp } from './with-help.ts';

const FLAGS = {
  ...CONTAINER_FLAGS,
  pull: { type: 'string', usage: 'Pull image before creating ("always", "|missing", "never")', default: 'missing' },
} as const satisfies Flags;

export const containerCreate = defineCommand({
  use: 'docker create [OPTIONS] IMAGE [COMMAND] [ARG...]',
  also: ['docker container create'],
  aliases: ['docker container create', 'docker create'],
  short: 'Create a new container',
  args: { min: 1 },
  interspersed: false,
  flags: FLAGS,
  run,
});

async function run({ client, io, args, flags, changed }: Invocation<typeof FLAGS>): Promise<void> {
  const body = await withHelp('create', () => {
    checkPullPolicy(flags.pull);
    return parseContainer({ flags, changed, args, io });
  });
  const { name, platform, pull, quiet } = flags;
  const id = await createContainer({ client, io, body, name, platform, pull, quiet });
  await io.out(`${id}\n`);
}
