import { ApiError } from '../../api/errors.ts';
import { type Bytes, concat, encode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { rfc3339Fixed } from '../time.ts';
import { logTag } from './log-tag.ts';
import { liveOf } from './find.ts';
import type { LogEntry } from './log-store.ts';
import { frame } from './output.ts';

export interface LogsRequest {
  readonly follow: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly timestamps: boolean;
  readonly details: boolean;
  /** ms; 0 and Infinity leave it open. */
  readonly since: number;
  readonly until: number;
  /** A number of lines; anything else is all. */
  readonly tail: string;
}

interface EntryFormat {
  readonly framed: boolean;
  readonly timestamps?: boolean;
  /** What `--details` puts before each line. */
  readonly details?: string;
}

export function formatEntry(entry: LogEntry, { framed, timestamps = false, details }: EntryFormat): Bytes {
  const prefix = `${timestamps ? `${rfc3339Fixed(entry.time)} ` : ''}${details === undefined ? '' : `${details} `}`;
  const line = prefix === '' ? entry.line : concat([encode(prefix), entry.line]);
  return framed ? frame(entry.stream, line) : line;
}

/** GET /containers/{id}/logs */
export function containerLogs(daemon: Daemon, record: ContainerRecord, request: LogsRequest): ByteStream {
  if (!request.stdout && !request.stderr) {
    throw new ApiError('invalid_parameter', 'Bad parameters: you must choose at least one stream');
  }
  const { log } = liveOf(daemon, record);
  if (log === undefined) throw new ApiError('not_implemented', 'configured logging driver does not support reading');
  const format = {
    framed: !record.config.Tty,
    timestamps: request.timestamps,
    ...(request.details && { details: detailsOf(record) }),
  };
  const wanted = ({ stream, time }: LogEntry) => request[stream] && time >= request.since && time <= request.until;
  const out = new ByteStream();
  const all = log.entries.filter(wanted);
  const last = /^\d+$/.test(request.tail) ? Number(request.tail) : all.length;
  for (const entry of last === 0 ? [] : all.slice(-last)) out.push(formatEntry(entry, format));
  if (!request.follow || !record.state.running) {
    out.end();
    return out;
  }
  const stop = log.follow((entry) => {
    if (entry !== undefined && wanted(entry)) out.push(formatEntry(entry, format));
    if (entry === undefined || entry.time > request.until) finish();
  });
  const finish = () => {
    stop();
    out.end();
  };
  out.onCancel(finish);
  if (request.until !== Infinity) daemon.kernel.clock.schedule(request.until - daemon.kernel.clock.now(), finish);
  return out;
}

/** `label=value` of the labels and variables that the log options name. */
function detailsOf(record: ContainerRecord): string {
  const { hostConfig, config } = record;
  const { labels, env } = hostConfig.LogConfig.Config ?? {};
  const pairs: string[] = [];
  for (const name of labels?.split(',') ?? []) {
    if (config.Labels?.[name] !== undefined) pairs.push(`${name}=${config.Labels[name]}`);
  }
  for (const name of env?.split(',') ?? []) {
    const entry = (config.Env ?? []).find((item) => item.startsWith(`${name}=`));
    if (entry !== undefined) pairs.push(entry);
  }
  const tag = logTag(record);
  if (tag !== undefined) pairs.push(`tag=${tag}`);
  return pairs.sort().join(',');
}
