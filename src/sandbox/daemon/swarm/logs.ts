import { ApiError } from '../../api/errors.ts';
import { decode, encode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { frame, type OutputName } from '../container/output.ts';
import { rfc3339Fixed } from '../time.ts';
import { tasksOf } from './reconcile.ts';
import type { TaskRecord } from './state.ts';
import { memberOf, type Swarm } from './swarm.ts';

export interface ServiceLogsRequest {
  readonly follow: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly timestamps: boolean;
  /** Says before each line whose it is. */
  readonly details: boolean;
  /** ms */
  readonly since: number;
  readonly tail: string;
}

interface Line {
  readonly time: number;
  readonly stream: OutputName;
  readonly text: string;
  readonly task: TaskRecord;
}

/** GET /services/{id}/logs, GET /tasks/{id}/logs: lines of all tasks in the order of their time. */
export function taskLogs(swarm: Swarm, select: () => readonly TaskRecord[], request: ServiceLogsRequest): ByteStream {
  if (!request.stdout && !request.stderr) {
    throw new ApiError('invalid_parameter', 'Bad parameters: you must choose at least one stream');
  }
  checkTail(request.tail);
  const out = new ByteStream();
  const isRaw = select().some(({ spec }) => spec.ContainerSpec.TTY === true);
  const send = (line: Line) => {
    const bytes = encode(format(line, request));
    out.push(isRaw ? bytes : frame(line.stream, bytes));
  };
  const wanted = ({ stream, time }: { stream: OutputName; time: number }) => request[stream] && time >= request.since;
  const lines = select().flatMap((task) =>
    tailOf(
      (logOf(swarm, task)?.entries ?? []).filter(wanted).map((entry) => lineOf(task, entry)),
      request.tail,
    ),
  );
  for (const line of lines.sort((a, b) => a.time - b.time)) send(line);
  if (!request.follow) {
    out.end();
    return out;
  }
  const followed = new Set(select().map(({ containerId }) => containerId));
  const stops: (() => void)[] = [];
  const followTask = (task: TaskRecord) => {
    const stop = logOf(swarm, task)?.follow((entry) => {
      if (entry !== undefined && wanted(entry)) send(lineOf(task, entry));
    });
    if (stop !== undefined) stops.push(stop);
  };
  for (const task of select()) followTask(task);
  const look = () => {
    if (swarm.over) finish();
    for (const task of select()) {
      if (task.containerId === '' || followed.has(task.containerId)) continue;
      followed.add(task.containerId);
      followTask(task);
    }
  };
  const finish = () => {
    for (const stop of stops) stop();
    swarm.listeners.delete(look);
    out.end();
  };
  swarm.listeners.add(look);
  out.onCancel(finish);
  return out;
}

const logOf = (swarm: Swarm, task: TaskRecord) => memberOf(swarm, task)?.daemon.live.get(task.containerId)?.log;

export const serviceTasks = (swarm: Swarm, serviceId: string) => (): readonly TaskRecord[] => tasksOf(swarm, serviceId);

const lineOf = (
  task: TaskRecord,
  {
    time,
    stream,
    line,
  }: { readonly time: number; readonly stream: OutputName; readonly line: Parameters<typeof decode>[0] },
): Line => ({ time, stream, text: decode(line), task });

/** @throws {ApiError} `tail value must be a positive integer or "all"` */
function checkTail(tail: string): void {
  if (['', 'all'].includes(tail) || /^\+?\d+$/.test(tail)) return;
  const isNegative = /^-\d+$/.test(tail);
  const text = isNegative ? 'negative tail values not supported' : 'tail value must be a positive integer or "all"';
  throw new ApiError('invalid_parameter', text);
}

const tailOf = (lines: readonly Line[], tail: string): readonly Line[] => {
  if (tail === '' || tail === 'all') return lines;
  return Number(tail) === 0 ? [] : lines.slice(-Number(tail));
};

function format({ time, text, task }: Line, { timestamps, details }: ServiceLogsRequest): string {
  const context = [
    `com.docker.swarm.node.id=${task.nodeId}`,
    `com.docker.swarm.service.id=${task.serviceId}`,
    `com.docker.swarm.task.id=${task.id}`,
  ].join(',');
  return `${timestamps ? `${rfc3339Fixed(time)} ` : ''}${details ? `${context} ` : ''}${text}`;
}
