import { expect, test } from 'vitest';
import { loadEngine, SqlFile } from '../engine.ts';
import { tokenize } from '../tokens.ts';
import { createTable, translate } from './translate.ts';
import { postgresFault, type PostgresFault } from './faults.ts';
import { EngineError } from '../engine.ts';

const sql = (text: string) => translate(tokenize(text));

async function withUsers(): Promise<SqlFile> {
  const file = new SqlFile(await loadEngine(), undefined, {});
  file.query(
    createTable(tokenize('create table users (id serial primary key, name varchar(50) not null, email text unique)'))
      .sql,
  );
  return file;
}

async function faultOf(text: string): Promise<PostgresFault> {
  const file = await withUsers();
  file.query("INSERT INTO users (name, email) VALUES ('a', 'a@x')");
  try {
    file.query(sql(text));
  } catch (error) {
    if (error instanceof EngineError) return postgresFault(error, tokenize(text), file);
  }
  throw new Error(`no fault: ${text}`);
}

test('[PG-3] words of PostgreSQL become those of the engine', () => {
  expect(sql("select now()::date, 'x'::text from public.T where a ilike 'b%'")).toBe(
    "select pg_cast(now(), 'date'), pg_cast('x', 'text') from t where a REGEXP 'b%'",
  );
  expect(sql("select $$it's$$")).toBe("select 'it''s'");
  expect(() => sql('with recursive t as (select 1) select * from t')).toThrow('drydock: not simulated: RECURSIVE');
});

test('[PG-4] a counted column must be the primary key', async () => {
  const file = await withUsers();
  file.query("INSERT INTO users (name) VALUES ('a')");
  expect(file.query('SELECT id FROM users').rows).toEqual([[1]]);
  expect(createTable(tokenize('create table t (id serial, a int, primary key (id))')).sql).toBe(
    'CREATE TABLE "t" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "a" "integer" )',
  );
  expect(() => createTable(tokenize('create table t (a int primary key, b serial)'))).toThrow('not simulated');
});

test('[PG-5] refusals as recorded of psql 15.18', async () => {
  expect(await faultOf('select * from nope')).toMatchObject({
    message: 'relation "nope" does not exist',
    position: 14,
  });
  expect(await faultOf('select nope from users')).toMatchObject({
    message: 'column "nope" does not exist',
    position: 7,
    hint: 'Perhaps you meant to reference the column "users.name".',
  });
  expect(await faultOf("insert into users(name,email) values ('x','a@x')")).toMatchObject({
    message: 'duplicate key value violates unique constraint "users_email_key"',
    detail: 'Key (email)=(a@x) already exists.',
  });
  expect(await faultOf("insert into users(email) values ('y')")).toMatchObject({
    message: 'null value in column "name" of relation "users" violates not-null constraint',
  });
  expect(await faultOf('select * from users where')).toMatchObject({
    message: 'syntax error at end of input',
    position: 25,
  });
});

test('[PG-6] octets of a database open again', async () => {
  const file = await withUsers();
  file.query("INSERT INTO users (name) VALUES ('kept')");
  const again = new SqlFile(await loadEngine(), file.bytes(), {});
  expect(again.query('SELECT name FROM users').rows).toEqual([['kept']]);
  expect(file.query('SELECT count(*) FROM users').rows).toEqual([[1]]);
});
