import { errorText } from '../cli/error-text.ts';
import { DaemonError } from '../client/request.ts';
import { warn } from './log.ts';
import { parseTimestamp } from '../cli/opts/timestamp.ts';
import { stdCopy } from '../client/stdcopy.ts';
import { LineCutter, type LogPrinter } from './log-printer.ts';
import type { Observed } from './observe.ts';
import type { Runtime } from './runtime.ts';

export interface LogOptions {
  readonly follow: boolean;
  readonly tail: string;
  readonly since: string;
  readonly until: string;
  readonly timestamps: boolean;
}

/** Prints what a container has written, and with `follow` what it writes. */
export async function copyLogs(
  { client, io }: Pick<Runtime, 'client' | 'io'>,
  container: Observed,
  printer: LogPrinter,
  options: LogOptions,
): Promise<void> {
  const { Config } = await client.containerInspect(container.id);
  const stream = await readable(io, container, () =>
    client.containerLogs(container.id, {
      stdout: true,
      stderr: true,
      follow: options.follow,
      timestamps: options.timestamps,
      tail: options.tail,
      since: parseTimestamp(options.since, io.now()),
      until: parseTimestamp(options.until, io.now()),
    }),
  );
  if (stream === undefined) return;
  // `compose logs` makes no difference between the two streams.
  await copyLines(stream, Config.Tty, container.name, { line: (id, text) => printer.line(id, text) });
}

const NOT_IMPLEMENTED = 501;

/** A driver whose logs can't be read only makes for a warning. */
async function readable<T>(io: Runtime['io'], { name }: Observed, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DaemonError) || error.status !== NOT_IMPLEMENTED) throw error;
    await warn(io, `Can't retrieve logs for ${JSON.stringify(name)}: ${errorText(error)}`);
    return undefined;
  }
}

/** Octets of attach or logs as lines of a printer. */
export async function copyLines(
  stream: AsyncIterable<Uint8Array>,
  tty: boolean,
  id: string,
  printer: Pick<LogPrinter, 'line'>,
): Promise<void> {
  const stdout = new LineCutter((line) => printer.line(id, line, 'stdout'));
  const stderr = new LineCutter((line) => printer.line(id, line, 'stderr'));
  if (tty) for await (const chunk of stream) await stdout.add(chunk);
  else await stdCopy(stream, { stdout: (bytes) => stdout.add(bytes), stderr: (bytes) => stderr.add(bytes) });
  await stdout.end();
  await stderr.end();
}
