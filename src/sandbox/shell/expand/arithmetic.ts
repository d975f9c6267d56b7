import type { WordPart } from 'unbash';
import { evaluate } from '../arithmetic/evaluate.ts';
import { ExpansionError, ShellError } from '../error.ts';
import { parseQuoted } from '../parse.ts';
import type { Shell } from '../shell.ts';
import { expandParts } from './word.ts';

/** @param text `$((1+$x))` or the old `$[1+$x]` */
export async function expandArithmetic(shell: Shell, text: string): Promise<string> {
  const inner = text.startsWith('$((') ? text.slice(3, -2) : text.slice(2, -1);
  return String(await calculate(shell, inner));
}

/** Expands an arithmetic text as if it stood in double quotes, then evaluates it. */
export async function calculate(shell: Shell, text: string): Promise<bigint> {
  const plain = await expandQuotedText(shell, text);
  try {
    return evaluate(shell, plain);
  } catch (error) {
    if (error instanceof ExpansionError || !(error instanceof ShellError)) throw error;
    throw new ExpansionError(error.message);
  }
}

/** Expands `$` and backquotes in a text; quotes are dropped. */
export async function expandQuotedText(shell: Shell, text: string): Promise<string> {
  if (!/[$`"'\\]/.test(text)) return text;
  const parts: readonly WordPart[] = parseQuoted(text);
  const groups = await expandParts(shell, parts.map(withoutQuotes), 'quoted');
  return groups.map((group) => group.map((piece) => piece.text).join('')).join(' ');
}

const withoutQuotes = (part: WordPart): WordPart =>
  part.type === 'Literal' && /["']/.test(part.value)
    ? { type: 'Literal', pos: part.pos, end: part.end, text: part.text, value: part.value.replace(/["']/g, '') }
    : part;
