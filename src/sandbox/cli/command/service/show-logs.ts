import type { Bytes } from '../../../kernel/bytes.ts';
import { decode } from '../../../kernel/bytes.ts';
import type { Task } from '../../../api/types/task.ts';
import type { Client } from '../../../client/client.ts';
import { ifFound } from '../../../client/not-found.ts';
import { stdCopy } from '../../../client/stdcopy.ts';
import { UsageError } from '../../errors.ts';
import { resolveNames } from '../../formatter/task.ts';
import type { Io } from '../../io.ts';
import { parseTimestamp } from '../../opts/timestamp.ts';

interface LogsFlags {
  readonly details: boolean;
  readonly follow: boolean;
  readonly 'no-resolve': boolean;
  readonly 'no-task-ids': boolean;
  readonly 'no-trunc': boolean;
  readonly raw: boolean;
  readonly since: string;
  readonly tail: string;
  readonly timestamps: boolean;
}

interface Invocation {
  readonly client: Client;
  readonly io: Io;
  readonly args: readonly string[];
  readonly flags: LogsFlags;
}

/** `docker service logs`: of a service, or of one task. @see docker/cli service/logs.go */
export async function showLogs({ client, io, args, flags }: Invocation): Promise<void> {
  const [name = ''] = args;
  const options = {
    follow: flags.follow,
    since: sinceOf(flags.since, io.now()),
    tail: flags.tail,
    timestamps: flags.timestamps,
    details: true,
  };
  const service = await ifFound(client.serviceInspect(name));
  const task = service === undefined ? await ifFound(client.taskInspect(name)) : undefined;
  if (service === undefined && task === undefined) throw new UsageError(`no such task or service: ${name}`);
  const isTty = (service?.Spec.TaskTemplate ?? task?.Spec)?.ContainerSpec.TTY === true;
  const replicas = service?.Spec.Mode.Replicated?.Replicas ?? 1;
  const width = service === undefined ? 1 : String(replicas).length;
  const stream =
    service !== undefined
      ? await client.serviceLogs(service.ID, { ...options, details: !isTty || !flags.raw })
      : await client.taskLogs(task?.ID ?? name, options);
  if (isTty) {
    for await (const chunk of stream) await io.out(chunk);
    return;
  }
  const label = labels(client, flags, width);
  const write = (sink: Io['out']) => async (bytes: Bytes) => {
    for (const line of decode(bytes).match(/[^\n]*\n|[^\n]+$/g) ?? []) await sink(await format(line, flags, label));
  };
  await stdCopy(stream, { stdout: write(io.out), stderr: write(io.err) });
}

/** @throws {UsageError} `invalid value for "since": failed to parse value as time or duration: "x"` */
function sinceOf(text: string, now: number): string {
  try {
    return parseTimestamp(text, now);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`invalid value for "since": ${error.message}`);
  }
}

type Label = (context: ReadonlyMap<string, string>) => Promise<string>;

/** `web.1.zxe001321mew@vm   `: what stands before a line. */
function labels(client: Client, flags: LogsFlags, width: number): Label {
  const known = new Map<string, string>();
  return async (context) => {
    const id = context.get('com.docker.swarm.task.id') ?? '';
    const before = known.get(id);
    if (before !== undefined) return before;
    const task: Task = await client.taskInspect(id);
    const names = await resolveNames(client, [task], !flags['no-resolve']);
    const node = names.get(task.NodeID ?? '') ?? task.NodeID ?? '';
    const service = names.get(task.ServiceID) ?? task.ServiceID;
    const slot = String(task.Slot ?? 0);
    const shownId = flags['no-trunc'] ? id : id.slice(0, 12);
    const name = `${service}.${slot}${flags['no-task-ids'] ? '' : `.${shownId}`}@${node}`;
    const padding = ' '.repeat(Math.max(0, width - slot.length) + 4);
    const text = `${name}${padding}| `;
    known.set(id, text);
    return text;
  };
}

async function format(line: string, flags: LogsFlags, label: Label): Promise<string> {
  const words = line.split(' ');
  const time = flags.timestamps ? `${words.shift() ?? ''} ` : '';
  const details = words.shift() ?? '';
  const text = words.join(' ');
  const context = new Map(details.split(',').map((pair) => pair.split('=', 2) as [string, string]));
  const own = [...context]
    .filter(([key]) => !key.startsWith('com.docker.swarm.'))
    .map(([key, value]) => `${key}=${value}`);
  if (flags.raw) return `${time}${flags.details ? `${details} ` : ''}${text}`;
  return `${time}${await label(context)}${flags.details ? `${own.join(',')} ` : ''}${text}`;
}
