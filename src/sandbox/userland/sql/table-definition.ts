import { closing, nameOf, quotedName, splitCommas, textOf, type Token, withoutSpace, wordOf } from './tokens.ts';

/** A column of CREATE TABLE. */
export interface ColumnDefinition {
  readonly name: string;
  /** As the dialect spells it in full: `character varying(50)`. */
  readonly type: string;
  /** The server counts it up. */
  readonly counted: boolean;
  readonly primary: boolean;
  /** What follows the type, still in the dialect. */
  readonly rest: readonly Token[];
}

export interface TableDefinition {
  readonly name: string;
  readonly ifMissing: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly (readonly Token[])[];
}

/** How a dialect names types. */
export interface TypeNames {
  readonly full: (words: string, size: string) => { readonly type: string; readonly counted: boolean };
  /** Words of two-word types. */
  readonly continued: ReadonlySet<string>;
  /** Whether names in lower and upper case are one. */
  readonly fold: boolean;
  readonly counter: string;
}

const CONSTRAINTS = new Set(['PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK', 'CONSTRAINT', 'KEY', 'INDEX']);

/** Reads `CREATE TABLE [IF NOT EXISTS] name (…)`; undefined if it is of another shape. */
export function readTableDefinition(statement: readonly Token[], types: TypeNames): TableDefinition | undefined {
  const tokens = withoutSpace(statement);
  let index = tokens.findIndex((token) => wordOf(token) === 'TABLE') + 1;
  const ifMissing = wordOf(tokens[index]) === 'IF';
  if (ifMissing) index += 3;
  if (tokens[index + 1]?.text === '.') index += 2;
  const name = nameOf(tokens[index], types.fold);
  const open = index + 1;
  if (tokens[open]?.text !== '(') return undefined;
  const columns: ColumnDefinition[] = [];
  const constraints: Token[][] = [];
  for (const part of splitCommas(tokens.slice(open + 1, closing(tokens, open)))) {
    if (part[0]?.kind !== 'name' && CONSTRAINTS.has(wordOf(part[0]))) constraints.push(part);
    else columns.push(readColumn(part, types));
  }
  return { name, ifMissing, columns, constraints };
}

export function readColumn(part: readonly Token[], types: TypeNames): ColumnDefinition {
  let index = 1;
  let words = wordOf(part[index++]);
  while (types.continued.has(wordOf(part[index]))) words += ` ${wordOf(part[index++])}`;
  let size = '';
  if (part[index]?.text === '(') {
    const end = closing(part, index);
    size = textOf(part.slice(index, end + 1));
    index = end + 1;
  }
  while (types.continued.has(wordOf(part[index]))) words += ` ${wordOf(part[index++])}`;
  const { type, counted } = types.full(words, size);
  const all = part.slice(index);
  const rest = all.filter((token) => wordOf(token) !== types.counter);
  const primary = rest.some((token, at) => wordOf(token) === 'PRIMARY' && wordOf(rest[at + 1]) === 'KEY');
  return { name: nameOf(part[0], types.fold), type, counted: counted || rest.length < all.length, primary, rest };
}

/** Whether a constraint of the table is `PRIMARY KEY (column)`, with or without a name. */
function isPrimaryOf(constraint: readonly Token[], column: string): boolean {
  const at = constraint.findIndex((token) => wordOf(token) === 'PRIMARY');
  return at >= 0 && constraint.length === at + 5 && nameOf(constraint[at + 3]) === column.toLowerCase();
}

/**
 * The same table for SQLite, where a counted column must be its INTEGER PRIMARY KEY.
 *
 * @param translate an expression or constraint of the dialect as SQLite's
 * @returns undefined if a counted column isn't the primary key
 */
export function engineTable(
  table: TableDefinition,
  translate: (tokens: readonly Token[], column?: ColumnDefinition) => string,
): string | undefined {
  const counted = table.columns.find((column) => column.counted);
  const primary = (constraint: readonly Token[]) => counted !== undefined && isPrimaryOf(constraint, counted.name);
  if (counted !== undefined && !counted.primary && !table.constraints.some(primary)) return undefined;
  const lines = [
    ...table.columns.map((column) =>
      column === counted
        ? `${quotedName(column.name)} INTEGER PRIMARY KEY AUTOINCREMENT`
        : `${quotedName(column.name)} ${quotedName(column.type)}${column.primary && !/NOT NULL/i.test(spaced(column.rest)) ? ' NOT NULL' : ''} ${translate(column.rest, column)}`,
    ),
    ...table.constraints
      .filter((constraint) => !primary(constraint) && !['KEY', 'INDEX'].includes(wordOf(constraint[0])))
      .map((constraint) => translate(constraint)),
  ];
  return `CREATE TABLE ${quotedName(table.name)} (${lines.join(', ')})`;
}

/** Words of tokens with one blank between them. */
export const spaced = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');
