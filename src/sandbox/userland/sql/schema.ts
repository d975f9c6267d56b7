import type { SqlFile } from './engine.ts';
import { quoted } from './tokens.ts';

export interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** As SQLite spells it. */
  readonly fallback: string | null;
  readonly primary: boolean;
  readonly counted: boolean;
}

export interface IndexInfo {
  readonly name: string;
  readonly unique: boolean;
  /** `pk` and `u` are constraints, `c` came from CREATE INDEX. */
  readonly origin: string;
  readonly columns: readonly string[];
}

/** What a database holds, in alphabetical order. */
export const relationsOf = (
  file: SqlFile,
  kinds: readonly string[] = ['table', 'view'],
): { name: string; kind: string }[] =>
  file
    .query(
      "SELECT name, type FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'drydock_%' ORDER BY name",
    )
    .rows.map(([name, kind]) => ({ name: String(name), kind: String(kind) }))
    .filter(({ kind }) => kinds.includes(kind));

/** @returns nothing where there is no such table */
export function columnsOf(file: SqlFile, table: string): ColumnInfo[] {
  const counted = file
    .query(`SELECT sql FROM sqlite_master WHERE name = ${quoted(table)} AND type = 'table'`)
    .rows.some(([sql]) => / AUTOINCREMENT/.test(String(sql)));
  return file
    .query(`SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(${quoted(table)})`)
    .rows.map(([name, type, notNull, fallback, primary]) => ({
      name: String(name),
      type: String(type).toLowerCase(),
      notNull: notNull === 1 || primary !== 0,
      fallback: fallback === null || fallback === undefined ? null : String(fallback),
      primary: primary !== 0,
      counted: counted && primary !== 0,
    }));
}

/** Indexes in their order of making; the hidden one of a counted key is not among them. */
export const indexesOf = (file: SqlFile, table: string): IndexInfo[] =>
  file
    .query(`SELECT name, "unique", origin FROM pragma_index_list(${quoted(table)}) ORDER BY seq DESC`)
    .rows.map(([name, unique, origin]) => ({
      name: String(name),
      unique: unique === 1,
      origin: String(origin),
      columns: file
        .query(`SELECT name FROM pragma_index_info(${quoted(String(name))}) ORDER BY seqno`)
        .rows.map(([column]) => String(column)),
    }));

export interface ForeignKey {
  readonly column: string;
  readonly table: string;
  readonly target: string;
}

export const foreignKeysOf = (file: SqlFile, table: string): ForeignKey[] =>
  file
    .query(`SELECT "from", "table", coalesce("to", 'id') FROM pragma_foreign_key_list(${quoted(table)}) ORDER BY id`)
    .rows.map(([column, other, target]) => ({
      column: String(column),
      table: String(other),
      target: String(target),
    }));
