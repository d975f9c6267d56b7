import { toHex } from '../../../kernel/bytes.ts';
import type { Cell, Rows, SqlFile } from '../engine.ts';
import { columnsOf } from '../schema.ts';
import { type Token, withoutSpace, wordOf } from '../tokens.ts';
import { tablesIn } from './faults.ts';

/** What a statement answers. */
export interface PostgresResult {
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
  /** As text; null is NULL. */
  readonly rows?: readonly (readonly (string | null)[])[];
  /** `INSERT 0 2` */
  readonly tag: string;
  readonly notices?: readonly string[];
}

/** A column's name: functions by theirs, other expressions `?column?`. */
function columnName(name: string): string {
  const [, called] = /^(\w+)\s*\(/.exec(name) ?? [];
  if (called !== undefined) {
    if (called === 'pg_cast') {
      const inner = name.slice('pg_cast('.length).replace(/, '[^']*'\)$/, '');
      return /^["']?[a-z_]\w*["']?(\(.*)?$/.test(inner)
        ? columnName(inner)
        : (/, '(\w+)/.exec(name)?.[1] ?? '?column?');
    }
    return called.replace(/_$/, '');
  }
  if (/^case\b/i.test(name)) return 'case';
  return /^[\p{L}_][\p{L}\p{N}_$ ]*$/u.test(name) && !/^(null|true|false)$/i.test(name) ? name : '?column?';
}

/** Types of columns by what the tables of the statement say, else by the values. */
export function typedResult(found: Rows, tokens: readonly Token[], file: SqlFile, tag: string): PostgresResult {
  const declared = new Map(
    tablesIn(tokens, file).flatMap((table) => columnsOf(file, table).map(({ name, type }) => [name, type] as const)),
  );
  const columns = found.columns.map((raw, index) => {
    const name = columnName(raw);
    const values = found.rows.map((row) => row[index] ?? null);
    const numbers =
      values.some((value) => value !== null) && values.every((value) => value === null || typeof value === 'number');
    const whole = values.every((value) => value === null || Number.isInteger(value));
    const byValue = numbers
      ? whole
        ? 'integer'
        : 'numeric'
      : /^(count|sum|avg|length|min|max)$/.test(name) && values.every((value) => value === null)
        ? 'integer'
        : 'text';
    const [, type] = /^pg_cast\(.*, '([^']*)'\)$/s.exec(raw) ?? [];
    const predicate = name === '?column?' && /(=|<|>| is | in | like |^exists|^not )/i.test(raw) && numbers;
    return {
      name,
      type:
        type ??
        (predicate || /^(true|false)$/i.test(raw)
          ? 'boolean'
          : name === 'avg' && numbers
            ? 'numeric-average'
            : (declared.get(raw) ?? byValue)),
    };
  });
  return {
    columns: columns.map(({ name, type }) => ({ name, type: type.replace('-average', '') })),
    rows: found.rows.map((row) => columns.map(({ type }, index) => shown(row[index] ?? null, type))),
    tag,
  };
}

/** A value as psql prints it. */
function shown(value: Cell, type: string): string | null {
  if (value === null) return null;
  if (typeof value === 'object') return `\\x${toHex(value)}`;
  if (type === 'boolean') return value === 1 || /^t(rue)?$/i.test(String(value)) ? 't' : 'f';
  if (type === 'numeric-average') return average(Number(value));
  const [, scale] = /^numeric\(\d+,(\d+)\)$/.exec(type) ?? [];
  if (scale !== undefined) return Number(value).toFixed(Number(scale));
  if (type === 'timestamp without time zone') return String(value).replace(/\+00$/, '');
  return String(value);
}

/** 16 significant digits, as numeric division gives. */
const average = (value: number): string =>
  value.toFixed(Math.max(0, 16 - (Math.abs(value) >= 10 ? String(Math.floor(Math.abs(value))).length - 1 : 0)));

/** `SELECT 2`, `CREATE TABLE` */
export function tagOf(statement: readonly Token[], count: number): string {
  const [first, second, , fourth] = withoutSpace(statement).map(wordOf);
  switch (first) {
    case 'SELECT':
    case 'WITH':
    case 'VALUES':
    case 'TABLE':
      return `SELECT ${count}`;
    case 'INSERT':
      return `INSERT 0 ${count}`;
    case 'UPDATE':
    case 'DELETE':
      return `${first} ${count}`;
    case 'CREATE':
      return second === 'UNIQUE'
        ? 'CREATE INDEX'
        : second === 'OR'
          ? `CREATE ${fourth ?? ''}`
          : `CREATE ${second === 'USER' ? 'ROLE' : (second ?? '')}`;
    case 'DROP':
      return `DROP ${second === 'USER' ? 'ROLE' : (second ?? '')}`;
    case 'ALTER':
      return `ALTER ${second === 'USER' ? 'ROLE' : (second ?? '')}`;
    case 'TRUNCATE':
      return 'TRUNCATE TABLE';
    case 'START':
      return 'START TRANSACTION';
    case 'END':
      return 'COMMIT';
    case 'ABORT':
      return 'ROLLBACK';
    default:
      return first ?? '';
  }
}
