import { decode, encode } from '../../../kernel/bytes.ts';
import { OctetReader } from '../../../kernel/net/octet-reader.ts';
import type { ByteStream } from '../../../kernel/stream.ts';

/** What a server of Redis answers. */
export type Reply =
  | { readonly kind: 'status' | 'error'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'bulk'; readonly text: string | null }
  | { readonly kind: 'array'; readonly items: readonly Reply[] | null };

export const status = (text: string): Reply => ({ kind: 'status', text });
export const OK: Reply = status('OK');
export const failure = (text: string): Reply => ({ kind: 'error', text });
export const integer = (value: number): Reply => ({ kind: 'integer', value });
export const bulk = (text: string | null | undefined): Reply => ({ kind: 'bulk', text: text ?? null });
export const array = (items: readonly Reply[] | null): Reply => ({ kind: 'array', items });
export const bulks = (texts: readonly string[]): Reply => array(texts.map(bulk));

/** The octets of a reply in RESP 2. */
export function encodeReply(reply: Reply): string {
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'bulk':
      return reply.text === null ? '$-1\r\n' : `$${encode(reply.text).length}\r\n${reply.text}\r\n`;
    case 'array':
      return reply.items === null ? '*-1\r\n' : `*${reply.items.length}\r\n${reply.items.map(encodeReply).join('')}`;
  }
}

/** A command as a client sends it. */
export const encodeCommand = (words: readonly string[]): string => encodeReply(bulks(words));

/** The other side doesn't speak RESP. */
export class ProtocolError extends Error {}

/** Reads RESP from a stream. */
export class RespReader {
  readonly #octets: OctetReader;

  constructor(input: ByteStream) {
    this.#octets = new OctetReader(input);
  }

  /** A text of so many octets, with a line end behind it. */
  async #text(count: number): Promise<string | undefined> {
    const octets = await this.#octets.exactly(count + 2);
    return octets && decode(octets.subarray(0, count));
  }

  /** The next reply; undefined at the end. @throws {ProtocolError} */
  async reply(): Promise<Reply | undefined> {
    const line = await this.#octets.line();
    if (line === undefined) return undefined;
    const rest = line.slice(1);
    switch (line[0]) {
      case '+':
        return status(rest);
      case '-':
        return failure(rest);
      case ':':
        return integer(Number(rest));
      case '$':
        return rest === '-1' ? bulk(null) : bulk(await this.#text(Number(rest)));
      case '*': {
        if (rest === '-1') return array(null);
        const items: Reply[] = [];
        for (let count = Number(rest); count > 0; count--) {
          const item = await this.reply();
          if (item === undefined) return undefined;
          items.push(item);
        }
        return array(items);
      }
      default:
        throw new ProtocolError(line[0] ?? '');
    }
  }

  /** The next command: an array of strings, or words in a line typed by hand; undefined at the end. */
  async command(): Promise<string[] | undefined> {
    const line = await this.#octets.line();
    if (line === undefined) return undefined;
    if (!line.startsWith('*')) return splitWords(line) ?? [];
    const words: string[] = [];
    for (let count = Number(line.slice(1)); count > 0; count--) {
      const head = await this.#octets.line();
      const word = head === undefined ? undefined : await this.#text(Number(head.slice(1)));
      if (word === undefined) return undefined;
      words.push(word);
    }
    return words;
  }
}

/** Words of a line, with quotes as redis-cli takes them; undefined when a quote isn't closed. */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+))(?=\s|$)/gy;
  let end = 0;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    const [, double, single, plain] = match;
    words.push(
      double?.replace(/\\(.)/g, (_all, letter: string) => ESCAPES[letter] ?? letter) ??
        single?.replaceAll("\\'", "'") ??
        plain ??
        '',
    );
    end = pattern.lastIndex;
  }
  return line.slice(end).trim() === '' ? words : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b' };
