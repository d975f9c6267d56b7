import { concat, decode, encode } from '../../kernel/bytes.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { type JavaClass, parseJava } from './parse.ts';

const MAGIC = Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0);

/** `8` of 1.8.0_342 and of 8u342, `17` of 17.0.2. */
export const releaseOf = (version: string): number => Number(/^(?:1\.)?(\d+)/.exec(version)?.[1] ?? 21);

/** A class file has the first eight bytes of a real one; what follows is the source, as there is no bytecode here. */
export const writeClass = (name: string, source: string, release: number): Bytes =>
  concat([MAGIC, Uint8Array.of(44 + release), encode(`${name}\n${source}`)]);

/** @returns undefined for what is no class file of ours */
export function readClass(bytes: Bytes): { readonly release: number; readonly of: JavaClass } | undefined {
  if (bytes.length < 8 || MAGIC.some((byte, index) => bytes[index] !== byte)) return undefined;
  const text = decode(bytes.slice(8));
  const name = text.slice(0, text.indexOf('\n'));
  const of = parseJava(text.slice(name.length + 1)).find((each) => each.name === name);
  return of && { release: (bytes[7] ?? 0) - 44, of };
}
