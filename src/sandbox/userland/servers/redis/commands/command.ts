import type { Database } from '../database.ts';
import { failure, type Reply } from '../resp.ts';

/** What a command works on. */
export interface Context {
  readonly database: Database;
  readonly now: number;
  readonly random: (below: number) => number;
}

export interface Command {
  /** Words with the name; negative: at least. */
  readonly arity: number;
  /** Changes data: goes to the append-only file. */
  readonly write: boolean;
  readonly run: (context: Context, args: readonly string[]) => Reply;
}

export const NOT_INTEGER = failure('ERR value is not an integer or out of range');
export const SYNTAX = failure('ERR syntax error');
export const isInteger = (text: string): boolean => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));

export const read = (arity: number, run: Command['run']): Command => ({ arity, write: false, run });
export const write = (arity: number, run: Command['run']): Command => ({ arity, write: true, run });

/** Commands by their names in small letters. */
export type Commands = Readonly<Record<string, Command>>;

/** Bounds of a range with negative indices counted from the end. */
export function range(start: string, stop: string, length: number): [number, number] {
  const at = (text: string) => (Number(text) < 0 ? Math.max(0, length + Number(text)) : Number(text));
  return [at(start), (Number(stop) < 0 ? length + Number(stop) : Number(stop)) + 1];
}
