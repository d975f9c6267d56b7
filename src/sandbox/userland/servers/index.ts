import type { Process, Program } from '../../kernel/process.ts';

/** A program whose code comes when it is first called. */
const lazily =
  (load: () => Promise<Program>): Program =>
  async (process: Process) => {
    const program = await process.kernel.clock.outside(load());
    return program(process);
  };

const nginx = lazily(async () => (await import('./nginx/nginx.ts')).nginx);

const httpd = lazily(async () => (await import('./httpd/httpd.ts')).httpd);

const dockerInit = lazily(async () => (await import('./docker-init.ts')).dockerInit);
const registry = lazily(async () => (await import('./registry/registry.ts')).registry);

const redisServer = lazily(async () => (await import('./redis/server.ts')).redisServer);
const redisClient = lazily(async () => (await import('./redis/client.ts')).redisClient);

const python = lazily(async () => (await import('./python/python.ts')).python);
const flask = lazily(async () => (await import('./python/flask-command.ts')).flask);

const init = lazily(async () => (await import('./simple/init.ts')).init);
const node = lazily(async () => (await import('../node/node.ts')).node);
const pip = lazily(async () => (await import('../pip/pip.ts')).pip);
const npm = lazily(async () => (await import('../npm/npm.ts')).npm);
const service = (name: 'traefik' | 'java') => lazily(async () => (await import('./simple/web-service.ts'))[name]);
const javaTool = (name: 'javac' | 'jar') => lazily(async () => (await import('../java/java.ts'))[name]);
const postgres = lazily(async () => (await import('../sql/postgres/postgres.ts')).postgres);
const psql = lazily(async () => (await import('../sql/postgres/psql.ts')).psql);
const postgresClient = (name: 'pgIsReady' | 'pgDump' | 'createdb') =>
  lazily(async () => (await import('../sql/postgres/clients.ts'))[name]);
const postgresTool = (name: 'initdb' | 'pgCtl') =>
  lazily(async () => (await import('../sql/postgres/initdb.ts'))[name]);
const mysqld = lazily(async () => (await import('../sql/mysql/server.ts')).mysqld);
const mysql = lazily(async () => (await import('../sql/mysql/client.ts')).mysql);
const mysqlTool = (name: 'mysqladmin' | 'mysqldump') =>
  lazily(async () => (await import('../sql/mysql/tools.ts'))[name]);
const buildkit = (name: 'buildkitd' | 'buildctl') => lazily(async () => (await import('./simple/buildkit.ts'))[name]);
const database = (name: 'mongod') => lazily(async () => (await import('./simple/database.ts'))[name]);

/** Debian's redis-server is a link to redis-check-rdb: it is what it is called as. */
const redisCheck: Program = async (process) => {
  const name = (process.argv[0] ?? '').split('/').at(-1) ?? '';
  if (name === 'redis-server') return redisServer(process);
  await process.err(`drydock: not simulated: ${name}\n`);
  return 126;
};

/** Servers and languages by the names that executables hold. */
const SERVERS: Readonly<Record<string, Program>> = {
  nginx,
  'nginx-debug': nginx,
  httpd,
  'dumb-init': init,
  traefik: service('traefik'),
  java: service('java'),
  javac: javaTool('javac'),
  jar: javaTool('jar'),
  node,
  npm,
  pip,
  pip3: pip,
  npx: npm,
  postgres,
  psql,
  pg_isready: postgresClient('pgIsReady'),
  pg_dump: postgresClient('pgDump'),
  createdb: postgresClient('createdb'),
  dropdb: postgresClient('createdb'),
  initdb: postgresTool('initdb'),
  pg_ctl: postgresTool('pgCtl'),
  mysqld,
  mariadbd: mysqld,
  mysql,
  mariadb: mysql,
  mysqladmin: mysqlTool('mysqladmin'),
  'mariadb-admin': mysqlTool('mysqladmin'),
  mysqldump: mysqlTool('mysqldump'),
  'mariadb-dump': mysqlTool('mysqldump'),
  mongod: database('mongod'),
  python,
  python3: python,
  flask,
  'redis-server': redisServer,
  'redis-cli': redisClient,
  'redis-check-rdb': redisCheck,
  'redis-check-aof': redisCheck,
  registry,
  buildkitd: buildkit('buildkitd'),
  buildctl: buildkit('buildctl'),
  'docker-init': dockerInit,
  tini: dockerInit,
};

export const findServer = (name: string): Program | undefined =>
  Object.hasOwn(SERVERS, name)
    ? SERVERS[name]
    : /^python3?(\.\d+)?$/.test(name)
      ? python
      : /^pip3\.\d+$/.test(name)
        ? pip
        : undefined;
