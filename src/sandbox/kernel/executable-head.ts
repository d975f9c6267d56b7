import { type Bytes, decode, encode } from './bytes.ts';
import type { Linkage } from './linkage.ts';

/** What an executable of the sandbox begins with: an ELF header, then its program, its loader and its libraries. */
const ELF = '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0';
const MARK = `${ELF}drydock:`;
/** As much of a file as tells what it is. */
export const HEAD = 1024;

/** First octets of an executable: content of a file that runs `program` (`coreutils/ls`, `bash`, `nginx`). */
export const executableHead = (program: string, { loader, libraries }: Linkage = STATIC): Bytes =>
  encode(`${MARK}${[program, ...(loader === undefined ? [] : [loader, ...libraries])].join(' ')}\n`);

const STATIC: Linkage = { loader: undefined, libraries: [] };

/** What an executable's first octets say. */
export interface ExecutableHead extends Linkage {
  readonly program: string;
}

/** Reads an executable's first octets; undefined when it isn't one of ours. */
export function readExecutableHead(head: Bytes): ExecutableHead | undefined {
  const text = decode(head.subarray(0, HEAD));
  if (!text.startsWith(MARK)) return undefined;
  const [program = '', loader, ...libraries] = text.slice(MARK.length, text.indexOf('\n', MARK.length)).split(' ');
  return { program, loader, libraries };
}

/** The program that an executable's first octets name; undefined when it isn't one of ours. */
export const programName = (head: Bytes): string | undefined => readExecutableHead(head)?.program;
