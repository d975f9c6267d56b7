import type { EngineError, SqlFile } from '../engine.ts';
import { columnsOf, foreignKeysOf, indexesOf, relationsOf } from '../schema.ts';
import { nameOf, type Token, withoutSpace, wordOf } from '../tokens.ts';

/** What PostgreSQL says of a statement that it refuses. `position` is an index in the text of the query. */
export class PostgresFault extends Error {
  readonly position: number | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;

  constructor(
    message: string,
    more: { position?: number | undefined; detail?: string; hint?: string | undefined } = {},
  ) {
    super(message);
    this.position = more.position;
    this.detail = more.detail;
    this.hint = more.hint;
  }
}

export const notSimulated = (what: string): PostgresFault => new PostgresFault(`drydock: not simulated: ${what}`);

/** Syntax of PostgreSQL that the engine doesn't have: there a refusal is the sandbox's own. */
const BEYOND =
  /^(ARRAY|LATERAL|INTERVAL|EXTRACT|ROLLUP|CUBE|SIMILAR|OVERLAPS|MATERIALIZED|TABLESAMPLE|USING|DEFAULT|AT|ANY|DISTINCT|FETCH|INHERITS|PARTITION|GENERATED)$/;

/** The engine's refusal in PostgreSQL's words. */
export function postgresFault(error: EngineError, statement: readonly Token[], file: SqlFile): PostgresFault {
  const { message } = error;
  const tokens = withoutSpace(statement);
  const find = (name: string) => tokens.find((token) => nameOf(token) === name.toLowerCase())?.at;
  const [, missing] = /^no such table: (?:main\.)?(.*)$/.exec(message) ?? [];
  if (missing !== undefined)
    return new PostgresFault(`relation "${missing}" does not exist`, { position: find(missing) });
  const [, column] = /^no such column: (.*)$/.exec(message) ?? [];
  if (column !== undefined) return missingColumn(column, tokens, file);
  const [, table, unknown] = /^table (\S+) has no column named (.*)$/.exec(message) ?? [];
  if (table !== undefined && unknown !== undefined)
    return new PostgresFault(`column "${unknown}" of relation "${table}" does not exist`, { position: find(unknown) });
  const [, key] = /^UNIQUE constraint failed: (.*)$/.exec(message) ?? [];
  if (key !== undefined) return duplicate(key, tokens, file);
  const [, owner, empty] = /^NOT NULL constraint failed: (.*?)\.(.*)$/.exec(message) ?? [];
  if (owner !== undefined && empty !== undefined)
    return new PostgresFault(`null value in column "${empty}" of relation "${owner}" violates not-null constraint`);
  const [, check] = /^CHECK constraint failed: (.*)$/.exec(message) ?? [];
  if (check !== undefined) {
    const relation = targetOf(tokens);
    const name = /^\w+$/.test(check) ? check : `${relation}_${/\w+/.exec(check)?.[0] ?? ''}_check`;
    return new PostgresFault(`new row for relation "${relation}" violates check constraint "${name}"`);
  }
  if (message === 'FOREIGN KEY constraint failed') return foreign(tokens, file);
  const [, existing] = /^(?:table|view|index) "?([^"]*?)"? already exists$/.exec(message) ?? [];
  if (existing !== undefined) return new PostgresFault(`relation "${existing}" already exists`);
  const [, near] = /^near "([\s\S]*)": syntax error$/.exec(message) ?? [];
  if (tokens.some((token) => BEYOND.test(wordOf(token)))) return notSimulated(message);
  if (near !== undefined) {
    const token = tokens.find(({ text }) => text.toLowerCase() === near.toLowerCase());
    return new PostgresFault(`syntax error at or near "${token?.text ?? near}"`, { position: token?.at });
  }
  if (message === 'incomplete input')
    return new PostgresFault('syntax error at end of input', {
      position: (statement.at(-1)?.at ?? 0) + (statement.at(-1)?.text.length ?? 0),
    });
  const [, count] = /^\d+ values for (\d+) columns$/.exec(message) ?? [];
  if (count !== undefined) return new PostgresFault('INSERT has more expressions than target columns');
  if (message === 'database or disk is full') return notSimulated('a database of more than 16 MB');
  return notSimulated(message);
}

/** The table that a statement writes to. */
export function targetOf(tokens: readonly Token[]): string {
  const at = tokens.findIndex((token) => /^(INTO|UPDATE|FROM)$/.test(wordOf(token)));
  const name = tokens[at + 1];
  return nameOf(tokens[at + 2]?.text === '.' ? tokens[at + 3] : name);
}

/** Tables of the database that a statement names. */
export const tablesIn = (tokens: readonly Token[], file: SqlFile): string[] => {
  const names = new Set(tokens.filter(({ kind }) => kind === 'word' || kind === 'name').map((token) => nameOf(token)));
  return relationsOf(file).flatMap(({ name }) => (names.has(name) ? [name] : []));
};

function missingColumn(column: string, tokens: readonly Token[], file: SqlFile): PostgresFault {
  const parts = column.split('.');
  const last = parts.at(-1) ?? '';
  const position = tokens.find((token, index) =>
    parts.length > 1
      ? nameOf(token) === parts[0] && nameOf(tokens[index + 2]) === last.toLowerCase()
      : nameOf(token) === last.toLowerCase(),
  )?.at;
  if (parts.length > 1) return new PostgresFault(`column ${column} does not exist`, { position });
  const near = tablesIn(tokens, file)
    .flatMap((table) => columnsOf(file, table).map(({ name }) => ({ table, name, far: distance(last, name) })))
    .filter(({ far }) => far <= 3 && far * 2 <= last.length)
    .sort((a, b) => a.far - b.far);
  const [best, second] = near;
  const hint =
    best === undefined || second?.far === best.far
      ? undefined
      : `Perhaps you meant to reference the column "${best.table}.${best.name}".`;
  return new PostgresFault(`column "${last}" does not exist`, { position, hint });
}

/** Letters to change, add or drop (Levenshtein). @see postgres varlena.c */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_unused, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** @param key `users.email` or `t.a, t.b` */
function duplicate(key: string, tokens: readonly Token[], file: SqlFile): PostgresFault {
  const columns = key.split(', ').map((part) => part.slice(part.indexOf('.') + 1));
  const table = key.slice(0, key.indexOf('.'));
  const all = columnsOf(file, table);
  const primary = all.filter((column) => column.primary).map(({ name }) => name);
  const own = indexesOf(file, table).find(
    ({ origin, columns: of }) => origin === 'c' && of.join() === columns.join(),
  )?.name;
  const name = own ?? (primary.join() === columns.join() ? `${table}_pkey` : `${table}_${columns.join('_')}_key`);
  const message = `duplicate key value violates unique constraint "${name}"`;
  const values = columns.map((column) =>
    insertedValue(
      column,
      tokens,
      all.map((one) => one.name),
    ),
  );
  if (values.some((value) => value === undefined)) return new PostgresFault(message);
  return new PostgresFault(message, { detail: `Key (${columns.join(', ')})=(${values.join(', ')}) already exists.` });
}

/** What an INSERT of a single row of literals gives a column. */
function insertedValue(column: string, tokens: readonly Token[], all: readonly string[]): string | undefined {
  const values = tokens.findIndex((token) => wordOf(token) === 'VALUES');
  if (wordOf(tokens[0]) !== 'INSERT' || values < 0) return undefined;
  const before = tokens.slice(0, values);
  const open = before.findIndex(({ text }) => text === '(');
  const names =
    open < 0
      ? all
      : before
          .slice(open + 1, -1)
          .filter(({ text }) => text !== ',')
          .map((token) => nameOf(token));
  const row = tokens.slice(values + 2);
  const value = row[names.indexOf(column) * 2];
  if (row.some(({ text }) => text === '(') || value === undefined) return undefined;
  return value.kind === 'string' ? nameOf(value) : value.kind === 'number' ? value.text : undefined;
}

function foreign(tokens: readonly Token[], file: SqlFile): PostgresFault {
  const table = targetOf(tokens);
  if (wordOf(tokens[0]) === 'DELETE') {
    for (const { name } of relationsOf(file, ['table'])) {
      const key = foreignKeysOf(file, name).find((one) => one.table === table);
      if (key !== undefined)
        return new PostgresFault(
          `update or delete on table "${table}" violates foreign key constraint "${name}_${key.column}_fkey" on table "${name}"`,
        );
    }
  }
  const [key] = foreignKeysOf(file, table);
  return new PostgresFault(
    `insert or update on table "${table}" violates foreign key constraint "${table}_${key?.column ?? ''}_fkey"`,
  );
}
