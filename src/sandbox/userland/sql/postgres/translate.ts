import { closing, nameOf, quoted, quotedName, textOf, type Token, withoutSpace, wordOf } from '../tokens.ts';
import { engineTable, readColumn, readTableDefinition, spaced } from '../table-definition.ts';
import { notSimulated } from './faults.ts';
import { isKnownType, POSTGRES_TYPES } from './types.ts';

/** Words that are functions without parentheses. */
const NILADIC: Readonly<Record<string, string>> = {
  CURRENT_TIMESTAMP: 'now()', LOCALTIMESTAMP: 'localtimestamp_()', CURRENT_DATE: 'current_date_()',
  CURRENT_TIME: 'current_time_()', CURRENT_USER: 'current_user_()', SESSION_USER: 'current_user_()',
  USER: 'current_user_()', ILIKE: 'REGEXP',
}; // prettier-ignore

/** An expression, or a whole statement, as SQLite spells it. */
export function translate(tokens: readonly Token[]): string {
  const pieces: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    const word = wordOf(token);
    if (word === 'RECURSIVE' || word === 'INTERVAL' || word === 'EXTRACT' || word === 'LATERAL')
      throw notSimulated(word);
    if ((word === 'PUBLIC' || word === 'PG_CATALOG') && tokens[index + 1]?.text === '.') index++;
    else if (word in NILADIC && tokens[index + 1]?.text !== '.') pieces.push({ ...token, text: NILADIC[word] ?? '' });
    else if (token.kind === 'string' && token.text.startsWith('$'))
      pieces.push({ ...token, text: quoted(token.text.replace(/^\$\w*\$|\$\w*\$$/g, '')) });
    else if (token.text === '::') index = cast(pieces, tokens, index);
    else if (token.kind === 'word') pieces.push({ ...token, text: token.text.toLowerCase() });
    else if (token.kind === 'space' && token.text.startsWith('-')) pieces.push({ ...token, text: ' ' });
    else pieces.push(token);
  }
  return textOf(pieces);
}

/** `x::type`: takes x back from the pieces. @returns the index of the last token that it took */
function cast(pieces: Token[], tokens: readonly Token[], at: number): number {
  let start = pieces.length - 1;
  if (pieces[start]?.text === ')') {
    let depth = 0;
    for (; start >= 0; start--) {
      if (pieces[start]?.text === ')') depth++;
      if (pieces[start]?.text === '(' && --depth === 0) break;
    }
    if (pieces[start - 1]?.kind === 'word') start--;
  }
  while (pieces[start - 1]?.text === '.') start -= 2;
  const taken = pieces.splice(Math.max(0, start));
  let end = at + 1;
  let words = wordOf(tokens[end]);
  while (POSTGRES_TYPES.continued.has(wordOf(tokens[end + 2]))) words += ` ${wordOf(tokens[(end += 2)])}`;
  if (words !== 'REGCLASS' && !isKnownType(words)) throw notSimulated(`::${words.toLowerCase()}`);
  if (tokens[end + 1]?.text === '(') end = closing(tokens, end + 1);
  const first = taken[0] ?? { kind: 'sign', text: '', at: 0 };
  pieces.push({
    ...first,
    kind: 'word',
    text: `pg_cast(${textOf(taken)}, ${quoted(POSTGRES_TYPES.full(words, '').type)})`,
  });
  return end;
}

/** What follows the type of a column. */
function columnRest(tokens: readonly Token[]): string {
  const pieces: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || wordOf(token) === 'GENERATED') break;
    if (wordOf(token) !== 'DEFAULT') {
      pieces.push(translate([token]));
      continue;
    }
    let end = index + 1;
    for (
      ;
      end < tokens.length && !/^(NOT|NULL|UNIQUE|PRIMARY|CHECK|REFERENCES|CONSTRAINT)$/.test(wordOf(tokens[end]));
      end++
    )
      if (tokens[end]?.text === '(') end = closing(tokens, end);
    if (wordOf(tokens[index + 1]) === 'NULL') end = index + 2;
    pieces.push(`DEFAULT (${translate(tokens.slice(index + 1, end))})`);
    index = end - 1;
  }
  return pieces.join(' ');
}

const isIdentity = (rest: readonly Token[]): boolean => /GENERATED .* AS IDENTITY/i.test(spaced(rest));

/** CREATE TABLE as SQLite has it. */
export function createTable(statement: readonly Token[]): {
  readonly sql: string;
  readonly name: string;
  readonly ifMissing: boolean;
} {
  const read = readTableDefinition(statement, POSTGRES_TYPES);
  if (read === undefined || /^CREATE (TEMP|TEMPORARY|UNLOGGED)/i.test(spaced(withoutSpace(statement))))
    throw notSimulated('CREATE TABLE of this form');
  const definition = {
    ...read,
    columns: read.columns.map((column) => ({ ...column, counted: column.counted || isIdentity(column.rest) })),
  };
  for (const { type } of definition.columns)
    if (/\[|^$/.test(type) || !isKnown(type)) throw notSimulated(`the type ${type}`);
  const sql = engineTable(definition, (tokens, column) =>
    column === undefined ? spacedTranslation(tokens) : columnRest(tokens),
  );
  if (sql === undefined) throw notSimulated('a serial column that is not the primary key');
  return { sql, name: definition.name, ifMissing: definition.ifMissing };
}

const spacedTranslation = (tokens: readonly Token[]): string => tokens.map((token) => translate([token])).join(' ');

const isKnown = (type: string): boolean => isKnownType(type.replace(/\(.*/, '').toUpperCase());

/** ALTER TABLE as SQLite has it; undefined where there is nothing to do. */
export function alterTable(statement: readonly Token[]): string | undefined {
  const tokens = withoutSpace(statement).filter((token) => !['ONLY'].includes(wordOf(token)));
  const text = spaced(tokens).toUpperCase();
  if (/ OWNER TO \S+$/.test(text)) return undefined;
  const at = tokens.findIndex((token) => wordOf(token) === 'ADD');
  if (at >= 0) {
    if (['CONSTRAINT', 'PRIMARY', 'FOREIGN', 'UNIQUE', 'CHECK'].includes(wordOf(tokens[at + 1])))
      throw notSimulated('ALTER TABLE … ADD of a constraint');
    const from = wordOf(tokens[at + 1]) === 'COLUMN' ? at + 2 : at + 1;
    const column = readColumn(tokens.slice(from), POSTGRES_TYPES);
    return `ALTER TABLE ${quotedName(objectName(tokens, 2).name)} ADD COLUMN ${quotedName(column.name)} ${quotedName(column.type)} ${columnRest(column.rest)}`;
  }
  if (/ (RENAME|DROP) /.test(text)) return spacedTranslation(tokens);
  throw notSimulated('this form of ALTER TABLE');
}

/** The name after the words of a statement: `DROP TABLE IF EXISTS name`. */
export function objectName(
  tokens: readonly Token[],
  words: number,
): { readonly name: string; readonly ifExists: boolean } {
  let index = words;
  const ifExists = wordOf(tokens[index]) === 'IF';
  if (ifExists) index += wordOf(tokens[index + 1]) === 'NOT' ? 3 : 2;
  if (tokens[index + 1]?.text === '.') index += 2;
  return { name: nameOf(tokens[index]), ifExists };
}
