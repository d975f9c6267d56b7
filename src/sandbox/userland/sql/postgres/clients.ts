import { Errno } from '../../../kernel/errno.ts';
import { NameError } from '../../../kernel/net/resolve-name.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { quotedName } from '../tokens.ts';
import { ConnectionFault, dial, openConnection, type PostgresConnection } from './connection.ts';
import { fallbackText } from './definition-text.ts';
import type { RelationDescription } from './describe.ts';
import { postgresVersion } from './functions.ts';
import { parsePsql, targetOf } from './psql-options.ts';

/** pg_isready: 0 takes connections, 2 nobody answers. @see fixtures/psql-15.18.txt */
export const pgIsReady: Program = async (process) => {
  const words = process.argv
    .slice(1)
    .filter((word, index, all) => !/^-t\d*$|^--timeout/.test(word) && !/^-t$/.test(all[index - 1] ?? ''));
  const asked = parsePsql(words);
  if (typeof asked === 'string') {
    await process.err(asked.replaceAll('psql', 'pg_isready'));
    return 3;
  }
  if (asked.show === 'version') {
    await process.out(`pg_isready (PostgreSQL) ${postgresVersion(process)}\n`);
    return 0;
  }
  const target = targetOf(process, asked);
  let up = true;
  try {
    const { wire } = await dial(process, target);
    wire.send({ ping: true });
    await process.waitFor(wire.receive());
    wire.close();
  } catch (error) {
    if (!(error instanceof Errno) && !(error instanceof NameError)) throw error;
    up = false;
  }
  if (!asked.quiet)
    await process.out(`${target.host}:${target.port} - ${up ? 'accepting connections' : 'no response'}\n`);
  return up ? 0 : 2;
};

/** Opens the connection that a program's options ask for. @returns an exit status where there is none */
async function connected(
  process: Process,
  name: string,
  words: readonly string[],
  database?: string,
): Promise<PostgresConnection | number> {
  const asked = parsePsql(words);
  if (typeof asked === 'string') {
    await process.err(asked.replaceAll('psql', name));
    return 1;
  }
  try {
    const target = targetOf(process, asked);
    return await openConnection(process, { ...target, database: database ?? target.database });
  } catch (error) {
    if (!(error instanceof ConnectionFault)) throw error;
    await process.err(`${name}: error: ${error.message}\n`);
    return 1;
  }
}

/** createdb, dropdb: CREATE and DROP DATABASE by their name. */
export const createdb: Program = async (process) => {
  const name = (process.argv[0] ?? '').split('/').at(-1) ?? 'createdb';
  const words = process.argv.slice(1);
  const database = words.findLast((word, index) => !word.startsWith('-') && !/^-[hpUO]$/.test(words[index - 1] ?? ''));
  if (database === undefined) {
    await process.err(`${name}: error: missing required argument database name\n`);
    return 1;
  }
  const connection = await connected(process, name, words, 'postgres');
  if (typeof connection === 'number') return connection;
  const outcome = await connection.ask(`${name === 'createdb' ? 'CREATE' : 'DROP'} DATABASE ${quotedName(database)}`);
  connection.close();
  if (outcome?.fault === undefined) return 0;
  await process.err(
    `${name}: error: database ${name === 'createdb' ? 'creation' : 'removal'} failed: ERROR:  ${outcome.fault.message}\n`,
  );
  return 1;
};

const HEAD = (version: string): string => `--
-- PostgreSQL database dump
--

-- Dumped from database version ${version}
-- Dumped by pg_dump version ${version}

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;
`;

const heading = (name: string, type: string, kind = 'Name'): string => `
--
-- ${kind}: ${name}; Type: ${type}; Schema: public; Owner: -
--
`;

/** CREATE TABLE with its keys inside: the real pg_dump adds them in statements of their own. */
function tableText({ name, columns, indexes, keys, checks }: RelationDescription): string {
  const primary = columns.filter((column) => column.primary);
  const lines = [
    ...columns.map((column) => {
      const fallback = fallbackText(column, '');
      const counted = column.counted ? 'serial' : column.type;
      return `    ${column.name} ${counted}${fallback === '' || column.counted ? '' : ` DEFAULT ${fallback}`}${column.notNull ? ' NOT NULL' : ''}`;
    }),
    ...(primary.length > 0 ? [`    PRIMARY KEY (${primary.map((column) => column.name).join(', ')})`] : []),
    ...indexes.filter(({ origin }) => origin === 'u').map(({ columns: of }) => `    UNIQUE (${of.join(', ')})`),
    ...keys.map(({ column, table, target }) => `    FOREIGN KEY (${column}) REFERENCES public.${table}(${target})`),
    ...checks.map((text) => `    CHECK (${text})`),
  ];
  return `\nCREATE TABLE public.${name} (\n${lines.join(',\n')}\n);\n\n`;
}

const copyCell = (cell: string | null): string =>
  cell === null
    ? '\\N'
    : cell.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');

/** pg_dump: tables, their rows, indexes and views as a script for psql. */
export const pgDump: Program = async (process) => {
  const words = process.argv.slice(1);
  if (words.includes('--version') || words.includes('-V')) {
    await process.out(`pg_dump (PostgreSQL) ${postgresVersion(process)}\n`);
    return 0;
  }
  const rest: string[] = [];
  let output: string | undefined;
  const only: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '-f' || word === '-t') {
      const value = words[++index] ?? '';
      if (word === '-f') output = value;
      else only.push(value);
    } else if (word.startsWith('--file=')) output = word.slice(7);
    else if (/^(-Fp|--format=p(lain)?|--clean|-c|--if-exists|--no-owner|-O|--no-privileges|-x|--no-acl)$/.test(word)) {
      if (/clean|^-c$|if-exists/.test(word)) return refuse(process, word);
    } else if (/^-[hpUdwW]|^--(host|port|username|dbname|no-password)/.test(word) || !word.startsWith('-'))
      rest.push(word);
    else return refuse(process, word);
  }
  const connection = await connected(process, 'pg_dump', rest);
  if (typeof connection === 'number') return connection;
  const relations = ((await connection.describe('relations')) as readonly { name: string }[]).filter(
    ({ name }) => only.length === 0 || only.includes(name),
  );
  if (relations.length === 0 && only.length > 0) {
    await process.err('pg_dump: error: no matching tables were found\n');
    return 1;
  }
  const described: RelationDescription[] = [];
  for (const { name } of relations)
    described.push((await connection.describe('relation', name)) as RelationDescription);
  const tables = byDependency(described.filter(({ kind }) => kind === 'table'));
  let text = HEAD(connection.version);
  for (const table of tables) text += heading(table.name, 'TABLE') + tableText(table);
  for (const view of described.filter(({ kind }) => kind === 'view'))
    text += `${heading(view.name, 'VIEW')}\nCREATE VIEW public.${view.name} AS\n ${view.definition};\n\n`;
  for (const table of tables) {
    const names = table.columns.map(({ name }) => name).join(', ');
    const outcome = await connection.ask(`SELECT ${names} FROM ${quotedName(table.name)}`);
    const rows = outcome?.results[0]?.rows ?? [];
    text += `${heading(table.name, 'TABLE DATA', 'Data for Name')}\nCOPY public.${table.name} (${names}) FROM stdin;\n${rows.map((row) => `${row.map(copyCell).join('\t')}\n`).join('')}\\.\n\n`;
  }
  for (const { name, indexes } of tables)
    for (const index of indexes.filter(({ origin }) => origin === 'c'))
      text += `${heading(index.name, 'INDEX')}\nCREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${index.name} ON public.${name} (${index.columns.join(', ')});\n\n`;
  text += '\n--\n-- PostgreSQL database dump complete\n--\n\n';
  connection.close();
  if (output === undefined) {
    await process.out(text);
    return 0;
  }
  try {
    process.fs.writeFile(output, new TextEncoder().encode(text));
    return 0;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.err(`pg_dump: error: could not open output file "${output}": ${error.message}\n`);
    return 1;
  }
};

async function refuse(process: Process, word: string): Promise<number> {
  await process.err(`drydock: not simulated: pg_dump ${word}\n`);
  return 1;
}

/** Tables after those that they refer to. */
function byDependency(tables: readonly RelationDescription[]): RelationDescription[] {
  const sorted: RelationDescription[] = [];
  const visit = (table: RelationDescription, path: readonly string[]): void => {
    if (sorted.includes(table) || path.includes(table.name)) return;
    for (const key of table.keys) {
      const other = tables.find(({ name }) => name === key.table);
      if (other !== undefined) visit(other, [...path, table.name]);
    }
    sorted.push(table);
  };
  for (const table of tables) visit(table, []);
  return sorted;
}
