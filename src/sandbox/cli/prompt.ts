import { concat, decode } from '../kernel/bytes.ts';
import type { Io } from './io.ts';

/** A line of standard input without its end; undefined when there is none. */
export async function readLine(io: Io): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  for (let chunk = await io.read(); chunk !== null; chunk = await io.read()) {
    parts.push(chunk);
    if (chunk.includes(10)) break;
  }
  return parts.length === 0 ? undefined : (decode(concat(parts)).split('\n', 1)[0] ?? '').replace(/\r$/, '');
}

/** Asks for a text that nobody should see. */
export async function readSecret(io: Io, question: string): Promise<string> {
  await io.out(question);
  const restore = io.quiet();
  try {
    return (await readLine(io)) ?? '';
  } finally {
    restore();
    await io.out('\n');
  }
}
