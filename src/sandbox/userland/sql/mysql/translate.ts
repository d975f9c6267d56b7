import { toHex } from '../../../kernel/bytes.ts';
import type { Cell } from '../engine.ts';
import { spaced } from '../table-definition.ts';
import { nameOf, textOf, type Token, withoutSpace, wordOf } from '../tokens.ts';
import { notSimulated } from './faults.ts';

/** A statement as SQLite spells it. */
export function translate(tokens: readonly Token[]): string {
  const words: Readonly<Record<string, string>> = { CURRENT_TIMESTAMP: 'now()', CURRENT_DATE: 'curdate()' };
  const all = tokens.map((token, index) => {
    const word = wordOf(token);
    if (word === 'RECURSIVE') throw notSimulated(word);
    if (word === 'ON' && /^ON DUPLICATE KEY/i.test(spaced(withoutSpace(tokens.slice(index)))))
      throw notSimulated('ON DUPLICATE KEY UPDATE');
    if (word === 'USER' && tokens[index + 1]?.text === '(') return 'user_';
    if (word === 'IGNORE' && wordOf(withoutSpace(tokens)[0]) === 'INSERT') return 'OR IGNORE';
    if (token.kind === 'string' || token.kind === 'name')
      return token.kind === 'name' && token.text.startsWith('"')
        ? `'${nameOf(token, false).replaceAll("'", "''")}'`
        : token.text;
    return words[word] ?? token.text;
  });
  return all.join('').replace(/now\(\)\(\)/g, 'now()');
}

/** What follows a column's type. */
export const restText = (tokens: readonly Token[]): string =>
  spaced(tokens)
    .replace(/\b(COMMENT '[^']*'|CHARACTER SET \w+|COLLATE \w+)/gi, '')
    .replace(/\bON UPDATE (CURRENT_TIMESTAMP|NOW)( \( \))?/gi, '')
    .replace(/\bDEFAULT (CURRENT_TIMESTAMP|NOW)( \( \))?/gi, 'DEFAULT (now())')
    .replace(/\bDEFAULT \( (UUID) \( \) \)/gi, '');

/** A constraint of a table. */
export const constraintText = (tokens: readonly Token[]): string =>
  spaced(tokens).replace(/^UNIQUE (KEY|INDEX)( [^( ]+)? \(/i, 'UNIQUE (');

/** Names of unnamed expressions are their text as typed. */
export const originalName = (name: string, statement: readonly Token[]): string =>
  textOf(statement).includes(name) ? name : name.replaceAll('user_', 'user').replaceAll('now()', 'CURRENT_TIMESTAMP');

/** A cell as MySQL shows it in a column of that type. */
export function shown(cell: Cell, type: string | undefined): string | null {
  if (cell === null) return null;
  if (typeof cell === 'object') return `0x${toHex(cell)}`;
  const [, scale] = /^decimal\(\d+,(\d+)\)/.exec(type ?? '') ?? [];
  return scale !== undefined && typeof cell === 'number' ? cell.toFixed(Number(scale)) : String(cell);
}
