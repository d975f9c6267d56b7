/** Raw octets: what pipes, files and sockets carry. */
export type Bytes = Uint8Array;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export const EMPTY: Bytes = new Uint8Array(0);

/** UTF-8 octets of a text. */
export const encode = (text: string): Bytes => encoder.encode(text);

/** Text of UTF-8 octets; malformed ones become U+FFFD. */
export const decode = (bytes: Bytes): string => decoder.decode(bytes);

/** Two lower-case hexadecimal digits an octet. */
export const toHex = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function concat(chunks: readonly Bytes[]): Bytes {
  if (chunks.length === 1) return chunks[0] as Bytes;
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
