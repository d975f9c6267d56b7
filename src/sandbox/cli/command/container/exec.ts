import { unlessRefused } from '../../../client/unless-refused.ts';
import { defineCommand, type Invocation } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { parseEnv } from '../../opts/env.ts';
import type { Flags } from '../../opts/flag.ts';
import { untilSignal } from './insist.ts';
import { readEnvironment } from './parse.ts';
import { checkTty, followSize, streamContainer } from './stream.ts';

const FLAGS = {
  detach: { type: 'bool', short: 'd', usage: 'Detached mode: run command in the background' },
  'detach-keys': { type: 'string', usage: 'Override the key sequence for detaching a container' },
  env: { type: 'list', short: 'e', usage: 'Set environment variables', each: parseEnv },
  'env-file': { type: 'list', usage: 'Read in a file of environment variables' },
  interactive: { type: 'bool', short: 'i', usage: 'Keep STDIN open even if not attached' },
  privileged: { type: 'bool', usage: 'Give extended privileges to the command' },
  tty: { type: 'bool', short: 't', usage: 'Allocate a pseudo-TTY' },
  user: { type: 'string', short: 'u', usage: 'Username or UID (format: "<name|uid>[:<group|gid>]")' },
  workdir: { type: 'string', short: 'w', usage: 'Working directory inside the container' },
} as const satisfies Flags;
type ExecCall = Pick<Invocation<typeof FLAGS>, 'client' | 'io' | 'args' | 'flags'>;

export const containerExec = defineCommand({
  use: 'docker exec [OPTIONS] CONTAINER COMMAND [ARG...]',
  also: ['docker container exec'],
  aliases: ['docker container exec', 'docker exec'],
  short: 'Execute a command in a running container',
  args: { min: 2 },
  interspersed: false,
  flags: FLAGS,
  run: runExec,
});

/** Also what `docker compose exec` does. */
export async function runExec({ client, io, args, flags }: ExecCall): Promise<number> {
  const [name = '', ...Cmd] = args;
  const { tty, detach, interactive, privileged, user, workdir } = flags;
  const Env = await readEnvironment(flags['env-file'], flags.env, io);
  await client.containerInspect(name);
  if (!detach) checkTty(io, interactive, tty);
  const size = tty ? io.size() : undefined;
  const console = size === undefined ? {} : { ConsoleSize: [size.rows, size.columns] as const };
  const { Id } = await client.containerExecCreate(name, {
    User: user,
    Privileged: privileged,
    Tty: tty,
    ...console,
    AttachStdin: interactive && !detach,
    AttachStdout: !detach,
    AttachStderr: !detach,
    DetachKeys: flags['detach-keys'],
    Env,
    WorkingDir: workdir,
    Cmd,
  });
  if (Id === '') throw new StatusError(1, 'exec ID empty');
  if (detach) {
    await client.containerExecStart(Id, { Detach: true, Tty: tty, ...console });
    return 0;
  }
  const connection = await client.containerExecAttach(Id, { Detach: false, Tty: tty, ...console });
  const stopResizing =
    tty && io.isTerminal(0)
      ? await followSize(io, (rows, columns) => unlessRefused(client.containerExecResize(Id, rows, columns)))
      : () => {};
  const streams = { stdin: interactive, stdout: true, stderr: !tty };
  const stream = async (): Promise<number> => {
    const how = await streamContainer({ io, connection, tty, ...streams, detachKeys: flags['detach-keys'] });
    if (how === 'detached') throw new StatusError(1, 'read escape sequence');
    return (await client.containerExecInspect(Id)).ExitCode ?? 0;
  };
  return await untilSignal(io, stream()).finally(stopResizing);
}
