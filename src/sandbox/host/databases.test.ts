import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

async function replies(images: readonly string[], commands: readonly string[]): Promise<string[]> {
  const host = createTestHost({ images });
  const script = commands.map((command) => `{ ${command}\n} 2>&1; echo ===`).join('\n');
  const { stdout } = await host.run(script, { timeout: 300_000 });
  return stdout.split('===\n').slice(0, -1);
}

const RUN = 'docker run -d --name db -v data:/var/lib/postgresql/data';
const QUERY = 'docker exec db psql -U postgres -At shop -c';

test('postgres: what is in the volume outlives the container', async () => {
  const [refusal = '', , created, , reused = '', kept, dumped, restored] = await replies(
    ['postgres:16', 'alpine'],
    [
      'docker run --rm postgres:16',
      `${RUN} -e POSTGRES_PASSWORD=pw -e POSTGRES_DB=shop postgres:16; sleep 5`,
      `${QUERY} "create table t (id serial primary key, a text, b boolean)" -c "insert into t(a,b) values ('x',true),('y',false)" -c 'select * from t'`,
      'docker rm -f db',
      `${RUN} postgres:16 >/dev/null; sleep 3; docker logs db`,
      `${QUERY} 'select a, b from t where b'`,
      'docker exec db pg_dump -U postgres shop >dump.sql; grep -A2 ^COPY dump.sql',
      `docker exec db createdb -U postgres copy; docker exec -i db psql -q -U postgres copy <dump.sql >/dev/null; docker exec db psql -U postgres -At copy -c 'select a from t where not b'`,
    ],
  );
  expect(refusal).toContain('Error: Database is uninitialized and superuser password is not specified.');
  expect(created).toBe('CREATE TABLE\nINSERT 0 2\n1|x|t\n2|y|f\n');
  expect(reused).toContain('PostgreSQL Database directory appears to contain a database; Skipping initialization');
  expect(reused).toContain('automatic recovery in progress');
  expect(kept).toBe('x|t\n');
  expect(dumped).toBe('COPY public.t (id, a, b) FROM stdin;\n1\tx\tt\n2\ty\tf\n');
  expect(restored).toBe('y\n');
});

test('postgres: another container reaches it by name, with a password', async () => {
  const client = 'docker run --rm --network n';
  const [, ok, wrong, none, initialised] = await replies(
    ['postgres:16-alpine'],
    [
      `mkdir init; echo "create table made (n int); insert into made values (7);" >init/1.sql; docker network create n; docker run -d --name db --network n -v ./init:/docker-entrypoint-initdb.d -e POSTGRES_USER=app -e POSTGRES_PASSWORD=pw -e POSTGRES_DB=shop postgres:16-alpine; sleep 6`,
      `${client} -e PGPASSWORD=pw postgres:16-alpine psql -h db -U app -d shop -tA -c 'select current_user'`,
      `${client} -e PGPASSWORD=bad postgres:16-alpine psql -h db -U app -d shop -c 'select 1' 2>&1 | sed 's/([0-9.]*)/(IP)/'`,
      `${client} postgres:16-alpine psql -h nobody -U app -c 'select 1'; ${client} postgres:16-alpine pg_isready -h db`,
      `docker exec db psql -U app -d shop -tAc 'select n + 1 from made'`,
    ],
  );
  expect(ok).toBe('app\n');
  expect(wrong).toBe(
    'psql: error: connection to server at "db" (IP), port 5432 failed: FATAL:  password authentication failed for user "app"\n',
  );
  expect(none).toMatch(
    /^psql: error: could not translate host name "nobody" to address: .*\ndb:5432 - accepting connections\n$/,
  );
  expect(initialised).toBe('8\n');
});

test('mysql: what is in the volume outlives the container; a dump is a backup', async () => {
  const ask = 'docker exec -e MYSQL_PWD=pw db mysql -uroot shop -e';
  const run = 'docker run -d --name db -v data:/var/lib/mysql -e MYSQL_ROOT_PASSWORD=pw';
  const [refusal, , table, fault, , , kept, restored] = await replies(
    ['mysql:8.4'],
    [
      'docker run --rm mysql:8.4',
      `${run} -e MYSQL_DATABASE=shop mysql:8.4; sleep 8`,
      `${ask} "create table t (id int auto_increment primary key, a varchar(9) unique); insert into t(a) values ('x'),(null); select * from t"`,
      `${ask} "insert into t(a) values ('x')"; docker exec db mysql -uroot -pbad -e 'select 1'; docker exec -e MYSQL_PWD=pw db mysqladmin ping`,
      'docker exec -e MYSQL_PWD=pw db mysqldump -uroot shop >dump.sql; docker rm -f db',
      `${run} mysql:8.4; sleep 3`,
      `${ask} 'select a from t where id = 1'`,
      `docker exec -e MYSQL_PWD=pw db mysql -uroot -e 'create database b'; docker exec -i -e MYSQL_PWD=pw db mysql -uroot b <dump.sql; ${ask} 'use b; select count(*) from t; select database()'`,
    ],
  );
  expect(refusal).toContain('- MYSQL_RANDOM_ROOT_PASSWORD\n');
  expect(table).toBe('id\ta\n1\tx\n2\tNULL\n');
  expect(fault).toBe(
    "ERROR 1062 (23000) at line 1: Duplicate entry 'x' for key 't.a'\n" +
      'mysql: [Warning] Using a password on the command line interface can be insecure.\n' +
      "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)\nmysqld is alive\n",
  );
  expect(kept).toBe('a\nx\n');
  expect(restored).toBe('count(*)\n2\ndatabase()\nb\n');
});
