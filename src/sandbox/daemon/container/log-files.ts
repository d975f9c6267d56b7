import { decode, encode } from '../../kernel/bytes.ts';
import { file, type VirtualFile } from '../../kernel/virtual-file-system.ts';
import type { ContainerRecord } from '../state.ts';
import { rfc3339Nano } from '../time.ts';
import type { LogEntry, LogStore } from './log-store.ts';

/** A line as the json-file driver writes it. */
const lineOf = ({ line, stream, time }: LogEntry): string =>
  `${JSON.stringify({ log: decode(line), stream, time: rfc3339Nano(time) })
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')}\n`;

/**
 * `ID-json.log` and, with max-size and max-file, the older files `.1`, `.2`, …: the newest lines are in the first.
 * Emptying the first forgets all.
 */
export function logFiles(record: ContainerRecord, log: LogStore): Record<string, VirtualFile> {
  let at = 0;
  const texts = log.fileLengths.map((length) =>
    log.entries
      .slice(at, (at += length))
      .map(lineOf)
      .join(''),
  );
  const name = `${record.id}-json.log`;
  return Object.fromEntries(
    texts.reverse().map((text, index) => [
      index === 0 ? name : `${name}.${index}`,
      {
        ...file(() => text, { mode: 0o640, size: encode(text).length }),
        ...(index === 0 && {
          write: (written: string) => {
            if (written === '') log.clear();
          },
        }),
      },
    ]),
  );
}
