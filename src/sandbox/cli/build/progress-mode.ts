import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { ProgressMode } from './show-build.ts';

/** What `--progress` asks for. @throws {StatusError} `ERROR: invalid progress mode nosuch` */
export function progressMode(io: Io, text: string, quiet: boolean): ProgressMode {
  if (quiet) return 'quiet';
  switch (text) {
    case 'auto':
    case '':
      return io.isTerminal(2) ? 'tty' : 'plain';
    case 'plain':
    case 'quiet':
    case 'rawjson':
    case 'tty':
    case 'none':
      return text;
    default:
      throw new StatusError(1, `ERROR: invalid progress mode ${text}`);
  }
}
