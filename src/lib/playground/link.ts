import { deflateSync, Inflate } from 'fflate';
import { isState, type PlaygroundState } from './state.ts';

/** Longest fragment: what browsers, chats and mail programs still take. */
export const LONGEST_LINK = 60_000;
/** Largest state that a link may unfold to, octets. */
const LARGEST_STATE = 2_000_000;
/** Version of the format: the first character. */
const VERSION = '1';
/** Octets before the packed state: its length and its checksum. */
const HEAD = 8;

/** Why a link can't be used; `message` is fit to be shown. */
export class LinkError extends Error {
  readonly kind: 'cut' | 'changed' | 'forged' | 'long' | 'version';

  constructor(kind: LinkError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * @returns the fragment that holds a state: version, then base64url of length, CRC-32 and the deflated JSON
 * @throws {LinkError} `long`
 */
export function encodeState(state: PlaygroundState): string {
  const packed = deflateSync(new TextEncoder().encode(JSON.stringify(state)), { level: 9 });
  const bytes = new Uint8Array(HEAD + packed.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, packed.length);
  view.setUint32(4, crc32(packed));
  bytes.set(packed, HEAD);
  const text = VERSION + toBase64Url(bytes);
  if (text.length <= LONGEST_LINK) return text;
  throw new LinkError(
    'long',
    `This session takes ${text.length} characters; a link holds ${LONGEST_LINK}. Download the files instead.`,
  );
}

/** @throws {LinkError} */
export function decodeState(text: string): PlaygroundState {
  if (text.length > LONGEST_LINK) {
    throw new LinkError(
      'long',
      `The link is ${text.length} characters long; a link of Drydock has at most ${LONGEST_LINK}.`,
    );
  }
  if (text === '') throw new LinkError('cut', 'The link was cut short: nothing of its session is left.');
  if (!text.startsWith(VERSION)) {
    throw new LinkError('version', 'The link is of a format that this version of Drydock doesn’t know.');
  }
  const bytes = bytesOf(text.slice(VERSION.length));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < HEAD ? Infinity : view.getUint32(0);
  const packed = bytes.subarray(HEAD);
  if (packed.length < length) {
    throw new LinkError('cut', 'The link was cut short: ask for it again, and copy it whole.');
  }
  if (packed.length > length || crc32(packed) !== view.getUint32(4)) {
    throw new LinkError('changed', 'The link was changed on its way: what it holds doesn’t fit its checksum.');
  }
  const state = parse(unpack(packed));
  if (isState(state)) return state;
  throw new LinkError('forged', 'The link holds something, but no session of the playground.');
}

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A character of four that was cut off leaves no whole octet: what remains is told by its length. */
function bytesOf(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text)) throw new LinkError('changed', 'The link holds characters that no link of Drydock has.');
  const whole = text.length % 4 === 1 ? text.slice(0, -1) : text;
  return Uint8Array.from(atob(whole.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

/** Unfolds piece by piece, so that a small link can't fill the memory. */
function unpack(packed: Uint8Array): string {
  const forged = (): LinkError =>
    new LinkError('forged', 'The link holds something, but no session of the playground.');
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((chunk) => {
    size += chunk.length;
    chunks.push(chunk);
  });
  for (let at = 0; at < packed.length; at += 1_024) {
    try {
      inflate.push(packed.slice(at, at + 1_024), at + 1_024 >= packed.length);
    } catch {
      throw forged(); // fflate has no error of its own that could be told from others
    }
    if (size > LARGEST_STATE) throw new LinkError('long', 'The link unfolds to more than 2 MB: that is no session.');
  }
  const all = new Uint8Array(size);
  chunks.reduce((at, chunk) => (all.set(chunk, at), at + chunk.length), 0);
  return new TextDecoder().decode(all);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** @see RFC 1952, 8 */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
