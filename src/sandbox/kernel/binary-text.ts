import type { Bytes } from './bytes.ts';

const PIECE = 8_192;

/** Octets as a text of as many characters (Latin-1): what JSON can carry, and what an editor of octets works on. */
export function toBinaryText(bytes: Bytes): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}

export const fromBinaryText = (text: string): Bytes => Uint8Array.from(text, (char) => char.charCodeAt(0));
