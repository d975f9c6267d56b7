import type { Bytes } from '../bytes.ts';
import { concat, decode, encode, EMPTY } from '../bytes.ts';
import type { Content, DeviceNumber, FileType } from './file-system.ts';

const BLOCK = 512;
const ZEROS: Bytes = new Uint8Array(65_536);

/** A member of a tar archive. */
export interface TarEntry {
  /** As stored: `etc/passwd`, `./etc/`, `/abs`. */
  readonly path: string;
  readonly type: Exclude<FileType, 'socket'> | 'hardlink';
  /** Permission bits, 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since the epoch; whole seconds are stored. */
  readonly mtime: number;
  /** Where a symlink points, or the path of the member a hard link shares its file with. */
  readonly target?: string;
  readonly content?: Content;
  readonly rdev?: DeviceNumber;
  readonly userName?: string;
  readonly groupName?: string;
}

/** The archive is cut off or is none. `message` is Go's. @see archive/tar common.go, reader.go */
export class TarError extends Error {}

const FLAGS = { file: '0', hardlink: '1', symlink: '2', char: '3', block: '4', directory: '5', fifo: '6' } as const;
const TYPES = new Map<string, TarEntry['type']>(
  Object.entries(FLAGS).map(([type, flag]) => [flag, type as TarEntry['type']]),
);

/** An archive (ustar, with pax headers where a field is too long), piece by piece. */
export function* writeTar(entries: Iterable<TarEntry>): Generator<Bytes> {
  for (const entry of entries) {
    const size = entry.content === undefined ? 0 : sizeOf(entry.content);
    const records = paxRecords(entry, size);
    if (records.length > 0) {
      yield header({ ...entry, path: `PaxHeaders.0/${entry.path.slice(-80)}`, type: 'file' }, records.length, 'x');
      yield records;
      yield padding(records.length);
    }
    yield header(entry, size, FLAGS[entry.type]);
    if (entry.content !== undefined) {
      yield* pieces(entry.content);
      yield padding(size);
    }
  }
  yield ZEROS.subarray(0, 2 * BLOCK);
}

const sizeOf = (content: Content): number => ('head' in content ? content.size : content.length);

function* pieces(content: Content): Generator<Bytes> {
  const head = 'head' in content ? content.head : content;
  yield head;
  for (let left = sizeOf(content) - head.length; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, left);
}

const padding = (size: number): Bytes => ZEROS.subarray(0, (BLOCK - (size % BLOCK)) % BLOCK);

const fitsUstar = (text: string): boolean => text.length <= 100 && /^[\x20-\x7e]*$/.test(text);

function paxRecords({ path, target = '' }: TarEntry, size: number): Bytes {
  const records: [string, string][] = [];
  if (!fitsUstar(target)) records.push(['linkpath', target]);
  if (!fitsUstar(path) && splitPath(path) === undefined) records.push(['path', path]);
  if (size >= 8 ** 11) records.push(['size', String(size)]);
  return concat(records.map(([key, value]) => paxRecord(key, value)));
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
function paxRecord(key: string, value: string): Bytes {
  const rest = encode(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return concat([encode(String(length)), rest]);
}

/** Prefix and name of at most 155 and 100 octets; undefined if there is no such place to split. */
function splitPath(path: string): { prefix: string; name: string } | undefined {
  if (!/^[\x20-\x7e]*$/.test(path)) return undefined;
  if (path.length <= 100) return { prefix: '', name: path };
  const slash = path.indexOf('/', path.length - 101);
  if (slash <= 0 || slash > 155 || slash === path.length - 1) return undefined;
  return { prefix: path.slice(0, slash), name: path.slice(slash + 1) };
}

function header(entry: TarEntry, size: number, flag: string): Bytes {
  const block = new Uint8Array(BLOCK);
  const put = (offset: number, text: string, length: number) => block.set(encode(text).subarray(0, length), offset);
  const octal = (offset: number, value: number, length: number) =>
    put(
      offset,
      Math.max(0, Math.floor(value))
        .toString(8)
        .slice(1 - length)
        .padStart(length - 1, '0'),
      length - 1,
    );
  const { prefix, name } = splitPath(entry.path) ?? { prefix: '', name: entry.path };
  put(0, name, 100);
  octal(100, entry.mode, 8);
  octal(108, entry.uid, 8);
  octal(116, entry.gid, 8);
  octal(124, size < 8 ** 11 ? size : 0, 12);
  octal(136, entry.mtime / 1000, 12);
  put(148, '        ', 8);
  put(156, flag, 1);
  put(157, entry.target ?? '', 100);
  put(257, 'ustar\u000000', 8);
  put(265, entry.userName ?? '', 32);
  put(297, entry.groupName ?? '', 32);
  octal(329, entry.rdev?.major ?? 0, 8);
  octal(337, entry.rdev?.minor ?? 0, 8);
  put(345, prefix, 155);
  octal(148, checksum(block), 7);
  return block;
}

const checksum = (block: Bytes): number =>
  block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);

/**
 * The members of an archive; ustar, pax and GNU long names.
 * @throws {TarError} `unexpected EOF`, `archive/tar: invalid tar header`
 */
export function readTar(archive: Bytes): TarEntry[] {
  const entries: TarEntry[] = [];
  let pax: ReadonlyMap<string, string> = new Map();
  for (let at = 0; at < archive.length;) {
    const block = archive.subarray(at, at + BLOCK);
    if (block.length < BLOCK) throw new TarError('unexpected EOF');
    if (block.every((byte) => byte === 0)) break;
    if (octalAt(block, 148, 8) !== checksum(block)) throw new TarError('archive/tar: invalid tar header');
    const size = Number(pax.get('size') ?? octalAt(block, 124, 12));
    const content = archive.slice(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new TarError('unexpected EOF');
    at += BLOCK + size + padding(size).length;
    const flag = String.fromCharCode(block[156] ?? 0);
    if (flag === 'x') pax = new Map([...pax, ...readPax(content)]);
    else if (flag === 'L') pax = new Map([...pax, ['path', textAt(content, 0, size)]]);
    else if (flag === 'K') pax = new Map([...pax, ['linkpath', textAt(content, 0, size)]]);
    else {
      if (flag !== 'g') entries.push(entryOf(block, flag, content, pax));
      pax = new Map();
    }
  }
  return entries;
}

function entryOf(block: Bytes, flag: string, content: Bytes, pax: ReadonlyMap<string, string>): TarEntry {
  const prefix = textAt(block, 345, 155);
  const path = pax.get('path') ?? (prefix === '' ? '' : `${prefix}/`) + textAt(block, 0, 100);
  const type = path.endsWith('/') && (flag === '0' || flag === '\0') ? 'directory' : (TYPES.get(flag) ?? 'file');
  const target = pax.get('linkpath') ?? textAt(block, 157, 100);
  const userName = textAt(block, 265, 32);
  const groupName = textAt(block, 297, 32);
  return {
    path,
    type,
    mode: octalAt(block, 100, 8) & 0o7777,
    uid: Number(pax.get('uid') ?? octalAt(block, 108, 8)),
    gid: Number(pax.get('gid') ?? octalAt(block, 116, 8)),
    mtime: Math.floor(Number(pax.get('mtime') ?? octalAt(block, 136, 12))) * 1000,
    ...((type === 'symlink' || type === 'hardlink') && { target }),
    ...(type === 'file' && { content: trimmed(content) }),
    ...((type === 'char' || type === 'block') && {
      rdev: { major: octalAt(block, 329, 8), minor: octalAt(block, 337, 8) },
    }),
    ...(userName !== '' && { userName }),
    ...(groupName !== '' && { groupName }),
  };
}

/** Long runs of zeros at the end need not be kept. */
function trimmed(content: Bytes): Content {
  let end = content.length;
  while (end > 0 && content[end - 1] === 0) end--;
  return content.length - end < BLOCK ? content : { size: content.length, head: content.slice(0, end) };
}

function textAt(block: Bytes, offset: number, length: number): string {
  const field = block.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return decode(end < 0 ? field : field.subarray(0, end));
}

/** Octal text, or GNU's binary form. */
function octalAt(block: Bytes, offset: number, length: number): number {
  const first = block[offset] ?? 0;
  if ((first & 0x80) === 0) return Number.parseInt(textAt(block, offset, length).trim() || '0', 8);
  return block.subarray(offset + 1, offset + length).reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
}

function readPax(content: Bytes): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const length = Number.parseInt(decode(content.subarray(at, at + 20)), 10);
    if (!(length > 0)) throw new TarError('archive/tar: invalid tar header');
    const record = decode(content.subarray(at, at + length - 1));
    const [, key = '', value = ''] = /^\d+ ([^=]*)=(.*)$/s.exec(record) ?? [];
    records.set(key, value);
    at += length;
  }
  return records;
}

/** The whole archive at once. */
export const tarBytes = (entries: Iterable<TarEntry>): Bytes => concat([EMPTY, ...writeTar(entries)]);
