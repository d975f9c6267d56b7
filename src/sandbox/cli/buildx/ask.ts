import { concat, decode } from '../../kernel/bytes.ts';
import type { Io } from '../io.ts';

/** Asks in one line; only `y` is a yes. */
export async function asked(io: Io, question: string): Promise<boolean> {
  await io.out(`${question} [y/N] `);
  const parts: Uint8Array[] = [];
  for (let chunk = await io.read(); chunk !== null; chunk = await io.read()) {
    parts.push(chunk);
    if (chunk.includes(10)) break;
  }
  return (decode(concat(parts)).split('\n', 1)[0] ?? '').trim().toLowerCase() === 'y';
}
