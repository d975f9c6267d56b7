import { globRegex } from '../../text/glob.ts';
import { type Column, type Format, formatRows } from './aligned.ts';
import type { PostgresConnection } from './connection.ts';
import { fallbackText, footersOf } from './definition-text.ts';
import type { RelationDescription } from './describe.ts';
import type { IndexInfo } from '../schema.ts';

const text = (names: string): Column[] => names.split('|').map((name) => ({ name, type: 'text' }));

interface Listed {
  readonly name: string;
  readonly kind: string;
  readonly counted?: string;
  readonly indexes: readonly IndexInfo[];
  readonly primary: boolean;
}

const matches = (pattern: string | undefined) => (name: string) =>
  pattern === undefined || globRegex(pattern).test(name);

/** `\dt`, `\di`, `\dv`, `\ds`, `\d` without a name. @returns what to print, or the complaint */
async function relations(
  connection: PostgresConnection,
  kinds: string,
  pattern: string | undefined,
  format: Format,
): Promise<string | undefined> {
  const listed = (await connection.describe('relations')) as readonly Listed[];
  const owner = 'postgres';
  const rows = listed.flatMap(({ name, kind, counted, indexes, primary }) => [
    ...(kind === 'table' && kinds.includes('t') ? [[name, 'table', '']] : []),
    ...(kind === 'view' && kinds.includes('v') ? [[name, 'view', '']] : []),
    ...(counted !== undefined && kinds.includes('s') ? [[`${name}_${counted}_seq`, 'sequence', '']] : []),
    ...(kinds.includes('i')
      ? [
          ...(primary ? [[`${name}_pkey`, 'index', name]] : []),
          ...indexes
            .filter(({ origin }) => origin !== 'pk')
            .map((index) => [
              index.origin === 'u' ? `${name}_${index.columns.join('_')}_key` : index.name,
              'index',
              name,
            ]),
        ]
      : []),
  ]);
  const found = rows.filter(([name = '']) => matches(pattern)(name)).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  if (found.length === 0) return undefined;
  const withTable = kinds === 'i';
  return formatRows(
    text(withTable ? 'Schema|Name|Type|Owner|Table' : 'Schema|Name|Type|Owner'),
    found.map(([name = '', kind = '', table = '']) => ['public', name, kind, owner, ...(withTable ? [table] : [])]),
    format,
    'List of relations',
  );
}

async function oneRelation(connection: PostgresConnection, name: string, format: Format): Promise<string | undefined> {
  const found = (await connection.describe('relation', name)) as RelationDescription | undefined;
  if (found === undefined) return undefined;
  const rows = found.columns.map((column) => [
    column.name,
    column.counted ? 'integer' : column.type,
    '',
    column.notNull ? 'not null' : '',
    fallbackText(column, `${name}_${column.name}_seq`),
  ]);
  const title = `${found.kind === 'view' ? 'View' : 'Table'} "public.${name}"`;
  return formatRows(text('Column|Type|Collation|Nullable|Default'), rows, format, title, footersOf(found));
}

async function databases(connection: PostgresConnection, format: Format): Promise<string> {
  const listed = (await connection.describe('databases')) as readonly { name: string; owner: string }[];
  const template = (name: string, owner: string) =>
    name.startsWith('template') ? `=c/${owner}\n${owner}=CTc/${owner}` : '';
  const major = Number.parseInt(connection.version, 10);
  return major >= 16
    ? formatRows(
        text(
          'Name|Owner|Encoding|Locale Provider|Collate|Ctype|Locale|ICU Rules|Access privileges'.replace(
            '|Locale|',
            major >= 17 ? '|Locale|' : '|ICU Locale|',
          ),
        ),
        listed.map(({ name, owner }) => [
          name,
          owner,
          'UTF8',
          'libc',
          'en_US.utf8',
          'en_US.utf8',
          '',
          '',
          template(name, owner),
        ]),
        format,
        'List of databases',
      )
    : formatRows(
        text('Name|Owner|Encoding|Collate|Ctype|ICU Locale|Locale Provider|Access privileges'),
        listed.map(({ name, owner }) => [
          name,
          owner,
          'UTF8',
          'en_US.utf8',
          'en_US.utf8',
          '',
          'libc',
          template(name, owner),
        ]),
        format,
        'List of databases',
      );
}

async function roles(connection: PostgresConnection, format: Format): Promise<string> {
  const listed = (await connection.describe('roles')) as readonly {
    name: string;
    superuser: boolean;
    login: boolean;
    createDatabase: boolean;
  }[];
  const rows = listed.map(({ name, superuser, login, createDatabase }) => [
    name,
    superuser
      ? 'Superuser, Create role, Create DB, Replication, Bypass RLS'
      : [...(createDatabase ? ['Create DB'] : []), ...(login ? [] : ['Cannot login'])].join(', '),
    ...(Number.parseInt(connection.version, 10) >= 16 ? [] : ['{}']),
  ]);
  return formatRows(
    text(Number.parseInt(connection.version, 10) >= 16 ? 'Role name|Attributes' : 'Role name|Attributes|Member of'),
    rows,
    format,
    'List of roles',
  );
}

/** A command of psql that asks the server. @returns undefined: it is none of them */
export async function describeCommand(
  connection: PostgresConnection,
  command: string,
  argument: string | undefined,
  format: Format,
): Promise<{ readonly out: string } | { readonly complaint: string } | undefined> {
  const name = command.replace(/[+S]+$/, '');
  const none = (found: string | undefined) =>
    found !== undefined
      ? { out: found }
      : {
          complaint:
            argument === undefined ? 'Did not find any relations.' : `Did not find any relation named "${argument}".`,
        };
  switch (name) {
    case 'd':
      return none(
        argument === undefined
          ? await relations(connection, 'tvs', undefined, format)
          : await oneRelation(connection, argument.replace(/^public\./, ''), format),
      );
    case 'dt':
    case 'dv':
    case 'ds':
    case 'di':
      return none(await relations(connection, name.slice(1), argument, format));
    case 'l':
      return { out: await databases(connection, format) };
    case 'du':
    case 'dg':
      return { out: await roles(connection, format) };
    case 'dn':
      return { out: formatRows(text('Name|Owner'), [['public', 'pg_database_owner']], format, 'List of schemas') };
    default:
      return undefined;
  }
}
