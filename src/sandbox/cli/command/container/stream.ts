import { createDetachFilter, parseDetachKeys } from '../../../api/detach-keys.ts';
import type { Bytes } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Duplex } from '../../../kernel/stream.ts';
import { stdCopy } from '../../../client/stdcopy.ts';
import { unlessRefused } from '../../../client/unless-refused.ts';
import type { Io } from '../../io.ts';
import { StatusError, UsageError } from '../../errors.ts';

export interface StreamOptions {
  readonly io: Io;
  readonly connection: Duplex;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly detachKeys: string;
}

/**
 * Carries octets between the terminal and a container until its output ends or the detach keys are pressed.
 * @see docker/cli hijack.go, hijackedIOStreamer
 */
export async function streamContainer(options: StreamOptions): Promise<'ended' | 'detached'> {
  const { io, tty, stdin } = options;
  const restore = tty && stdin && io.isTerminal(0) ? io.raw() : () => {};
  try {
    const output = copyOutput(options).then(() => 'ended' as const);
    if (!stdin) {
      options.connection.output.end();
      return await output;
    }
    return await Promise.race([output, copyInput(options, output)]);
  } finally {
    restore();
  }
}

async function copyOutput({ io, connection, tty, stdout, stderr }: StreamOptions): Promise<void> {
  const out = pipeWriter(io, 'stdout', (bytes) => io.out(bytes));
  const err = pipeWriter(io, 'stderr', (bytes) => io.err(bytes));
  if (!tty) {
    await stdCopy(connection.input, {
      stdout: (bytes) => (stdout ? out(bytes) : undefined),
      stderr: (bytes) => (stderr ? err(bytes) : undefined),
    });
    return;
  }
  for await (const chunk of connection.input) if (stdout) await out(chunk);
}

/** How long `head` and its like take at the least to read their line and to be gone, ms. */
const LEAVING_TIME = 5;

/** Writes until nobody reads any more. What comes before the reader can be gone still fits into the pipe. */
function pipeWriter(io: Io, name: 'stdout' | 'stderr', write: (bytes: Bytes) => Promise<void>) {
  let first: number | undefined;
  return async (bytes: Bytes): Promise<void> => {
    first ??= io.now();
    try {
      await write(bytes);
    } catch (error) {
      if (!(error instanceof Errno) || error.code !== 'EPIPE') throw error;
      if (io.now() - first > LEAVING_TIME) throw new StatusError(1, `write /dev/${name}: broken pipe`);
    }
  };
}

/** At the end of input the connection is closed for writing, and its output is waited for. */
async function copyInput(
  { io, connection, tty, detachKeys }: StreamOptions,
  output: Promise<'ended'>,
): Promise<'ended' | 'detached'> {
  const unknown = (key: string) => new UsageError(`Unknown character: '${key}'`);
  const filter = tty ? createDetachFilter(parseDetachKeys(detachKeys, unknown)) : undefined;
  for (let chunk = await io.read(); chunk !== null; chunk = await io.read()) {
    const { pass, detached } = filter?.(chunk) ?? { pass: chunk, detached: false };
    if (pass.length > 0 && !(await connection.output.write(pass))) return output;
    if (detached) return 'detached';
  }
  connection.output.end();
  return output;
}

/** A terminal for the container needs one here. */
export function checkTty(io: Io, stdin: boolean, tty: boolean): void {
  if (stdin && tty && !io.isTerminal(0)) throw new StatusError(1, 'the input device is not a TTY');
}

/**
 * Tells the daemon the size of the terminal, now and after each change; the answer stops that.
 * @param wakes first gives a size that is larger by one: the program draws its prompt again though nothing has changed
 * @see docker/cli cli/command/container/attach.go, resizeTTY
 */
export async function followSize(
  io: Io,
  resize: (rows: number, columns: number) => Promise<void>,
  { wakes = false } = {},
): Promise<() => void> {
  const tell = async (more = 0) => {
    const size = io.size(1) ?? io.size(0);
    if (size !== undefined) await resize(size.rows + more, size.columns + more);
  };
  // A container that ends meanwhile can't be resized any more; nobody minds.
  const tellOrNot = (more = 0) => unlessRefused(tell(more));
  if (wakes) await tellOrNot(1);
  await tellOrNot();
  return io.onSignal(['WINCH'], () => void tellOrNot());
}
