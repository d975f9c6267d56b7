import type { ContainerCreateBody } from '../../../api/types/container.ts';
import type { Client } from '../../../client/client.ts';
import { defineCommand, type Invocation } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { Flags } from '../../opts/flag.ts';
import { untilThirdSignal } from './insist.ts';
import { createContainer } from './create-container.ts';
import { CONTAINER_FLAGS } from './flags.ts';
import { parseContainer } from './parse.ts';
import { proxySignals, signalPasser } from './proxy-signals.ts';
import { checkTty, followSize, streamContainer } from './stream.ts';
import { checkPullPolicy, helpError, withHelp } from './with-help.ts';

const FLAGS = {
  ...CONTAINER_FLAGS,
  detach: { type: 'bool', short: 'd', usage: 'Run container in background and print container ID' },
  'detach-keys': { type: 'string', usage: 'Override the key sequence for detaching a container' },
  pull: { type: 'string', usage: 'Pull image before running ("always", "missing", "never")', default: 'missing' },
  'sig-proxy': { type: 'bool', usage: 'Proxy received signals to the process', default: 'true' },
} as const satisfies Flags;

export const containerRun = defineCommand({
  use: 'docker run [OPTIONS] IMAGE [COMMAND] [ARG...]',
  also: ['docker container run'],
  aliases: ['docker container run', 'docker run'],
  short: 'Create and run a new container from an image',
  args: { min: 1 },
  interspersed: false,
  flags: FLAGS,
  run,
});

async function run({ client, io, args, flags, changed }: Invocation<typeof FLAGS>): Promise<number> {
  const parsed = await withHelp('run', () => {
    checkPullPolicy(flags.pull);
    return parseContainer({ flags, changed, args, io });
  });
  if (flags.detach && flags.attach.length > 0) {
    throw new StatusError(1, 'conflicting options: cannot specify both --attach and --detach');
  }
  const body = flags.detach ? detached(parsed) : parsed;
  if (!flags.detach) checkTty(io, body.AttachStdin === true, flags.tty);
  let id: string | undefined;
  const isProxy = flags['sig-proxy'] && !flags.detach;
  const stopProxy = isProxy ? proxySignals(io, client, () => id) : () => {};
  try {
    const { name, platform, pull, quiet } = flags;
    id = await failing(() => createContainer({ client, io, body, name, platform, pull, quiet }));
    const detachKeys = flags['detach-keys'];
    const running = runContainer({ client, io, id, body, detach: flags.detach, detachKeys });
    if (flags.detach) return await running;
    return await untilThirdSignal(io, running, isProxy ? signalPasser(client, () => id) : undefined);
  } finally {
    stopProxy();
  }
}

const detached = (body: ContainerCreateBody): ContainerCreateBody => ({
  ...body,
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  StdinOnce: false,
});

interface Run {
  readonly client: Client;
  readonly io: Io;
  readonly id: string;
  readonly body: ContainerCreateBody;
  readonly detach: boolean;
  readonly detachKeys: string;
}

async function runContainer(run: Run): Promise<number> {
  const { client, io, id, body, detach, detachKeys } = run;
  const { AttachStdin: stdin = false, AttachStdout: stdout = false, AttachStderr: stderr = false } = body;
  const attached = stdin || stdout || stderr;
  const tty = body.Tty === true;
  if (!attached) await io.out(`${id}\n`);
  const autoRemove = body.HostConfig?.AutoRemove === true;
  const connection = attached
    ? await client.containerAttach(id, { stream: true, stdin, stdout, stderr, detachKeys })
    : undefined;
  const { result } = await client.containerWait(id, autoRemove ? 'removed' : 'next-exit');
  const streaming =
    connection === undefined ? undefined : streamContainer({ io, connection, tty, stdin, stdout, stderr, detachKeys });
  const ended = streaming?.then(
    (how) => ({ how }),
    (error: unknown) => ({ error }),
  );
  try {
    await failing(() => client.containerStart(id));
  } catch (error) {
    connection?.output.end();
    connection?.input.cancel();
    await ended;
    if (autoRemove) await result;
    throw error;
  }
  if (ended === undefined || detach) return 0;
  const stopResizing =
    tty && io.isTerminal(1)
      ? await followSize(io, (rows, columns) => client.containerResize(id, rows, columns))
      : () => {};
  const end = await ended;
  stopResizing();
  if ('error' in end) throw end.error;
  if (end.how === 'detached') return 0;
  const { StatusCode, Error: failure } = await result;
  if (failure !== undefined) throw new StatusError(BAD_CONTAINER, failure.Message);
  return StatusCode;
}

const BAD_CONTAINER = 125;

/** Refusals of create and start end `docker run` with 125, 126 or 127. */
async function failing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = errorText(error);
    throw helpError('run', exitCode(message), message);
  }
}

/** The daemon says no more than a text; docker too decides by it. @see docker/cli run.go, toStatusError */
function exitCode(message: string): number {
  if (/executable file not found|no such file or directory|system cannot find the file specified/.test(message)) {
    return 127;
  }
  return /permission denied|is a directory/.test(message) ? 126 : BAD_CONTAINER;
}
