import { concat, decode } from '../../kernel/bytes.ts';
import type { Io } from '../io.ts';

/** Asks; only `y` is a yes. */
export async function confirmed(io: Io, warning: string): Promise<boolean> {
  await io.out(`${warning}\nAre you sure you want to continue? [y/N] `);
  const parts: Uint8Array[] = [];
  for (let chunk = await io.read(); chunk !== null; chunk = await io.read()) {
    parts.push(chunk);
    if (chunk.includes(10)) break;
  }
  const answer = decode(concat(parts)).split('\n', 1)[0] ?? '';
  return answer.trim().toLowerCase() === 'y';
}
