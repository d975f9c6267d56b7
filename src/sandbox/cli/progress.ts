import type { ProgressMessage } from '../api/types/image.ts';
import { StatusError } from './errors.ts';
import { humanSize } from './formatter/size.ts';
import type { Io } from './io.ts';

const BAR = 50;
const COLUMNS_FOR_BAR = 110;

type Detail = NonNullable<ProgressMessage['progressDetail']>;

/** `[=====>    ]  1.2MB/3.4MB`; empty without numbers. @see moby jsonmessage, JSONProgress.String */
export function progressBar({ current = 0, total = 0, hidecounts }: Detail, columns: number): string {
  if (current <= 0 && total <= 0) return '';
  if (total <= 0) return humanSize(current).padStart(8);
  const filled = Math.min(BAR, Math.trunc(Math.trunc((current / total) * 100) / 2));
  const box = columns > COLUMNS_FOR_BAR ? `[${'='.repeat(filled)}>${' '.repeat(BAR - filled)}] ` : '';
  if (hidecounts === true) return box;
  const numbers = humanSize(current).padStart(8);
  return `${box}${numbers}${current > total ? '' : `/${humanSize(total)}`}`;
}

export interface ProgressTarget {
  readonly write: Io['out'];
  /** Columns of the terminal it goes to; undefined where it is none. */
  readonly columns: number | undefined;
}

/**
 * Shows the messages of pull, push, load or import: lines, or moving lines on a terminal.
 * @throws {StatusError} at a message that carries an error
 * @see moby jsonmessage, DisplayJSONMessagesStream
 */
export async function showProgress(messages: AsyncIterable<ProgressMessage>, target: ProgressTarget): Promise<void> {
  const terminal = target.columns !== undefined;
  let lines = new Map<string, number>();
  for await (const message of messages) {
    if (message.errorDetail !== undefined) throw new StatusError(1, message.errorDetail.message);
    if (message.aux !== undefined) continue;
    const { id = '', progressDetail } = message;
    let up = 0;
    let before = '';
    if (id !== '' && progressDetail !== undefined) {
      if (!lines.has(id)) {
        lines.set(id, lines.size);
        if (terminal) before = '\n';
      }
      up = lines.size - (lines.get(id) ?? 0);
      if (terminal) before += `\x1b[${up}A`;
    } else lines = new Map();
    const text = messageText(message, target.columns);
    if (text === '' && !terminal) continue;
    const after = id !== '' && terminal && up > 0 ? `\x1b[${up}B` : '';
    await target.write(before + text + after);
  }
}

function messageText(message: ProgressMessage, columns: number | undefined): string {
  const { id = '', status = '', stream, progressDetail } = message;
  const head = id === '' ? '' : `${id}: `;
  const bar = progressDetail === undefined ? '' : progressBar(progressDetail, columns ?? 200);
  if (columns !== undefined && stream === undefined && progressDetail !== undefined) {
    return `\x1b[2K\r${head}${status} ${bar}\r`;
  }
  if (bar !== '') return '';
  return stream === undefined ? `${head}${status}\n` : `${head}${stream}`;
}
