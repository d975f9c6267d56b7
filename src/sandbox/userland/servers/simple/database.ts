import { Errno } from '../../../kernel/errno.ts';
import { listen } from '../../../kernel/net/listen.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';
import { SignalQueue } from '../serve-until.ts';

const millis = (process: Process): string => String(Math.floor(process.kernel.clock.now() % 1000)).padStart(3, '0');

/** Takes the port; connections are closed at once, as no protocol of a database is simulated. */
function takePort(process: Process, port: number): Errno | undefined {
  try {
    listen(process, { port }, { stream: ({ output }) => output.end() });
    return undefined;
  } catch (error) {
    if (error instanceof Errno) return error;
    throw error;
  }
}

/** mysqld and mariadbd */
export const mysqld: Program = async (process) => {
  const version = process.env.get('MYSQL_VERSION')?.split('-')[0] ?? '9.0.0';
  if (process.argv.includes('--version') || process.argv.includes('-V')) {
    await process.out(`/usr/sbin/mysqld  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)\n`);
    return 0;
  }
  const say = (code: string, message: string) =>
    process.err(
      `${strftime('%Y-%m-%dT%H:%M:%S', process.kernel.clock.now())}.${millis(process)}000Z 0 [System] [${code}] [Server] ${message}\n`,
    );
  await say('MY-010116', `/usr/sbin/mysqld (mysqld ${version}) starting as process ${process.pid}`);
  if (takePort(process, 3306) !== undefined) return 1;
  await say(
    'MY-010931',
    `/usr/sbin/mysqld: ready for connections. Version: '${version}'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.`,
  );
  const signal = await new SignalQueue(process, ['TERM', 'INT']).next();
  await say('MY-013172', `Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: ${version}).`);
  await say('MY-010910', `/usr/sbin/mysqld: Shutdown complete (mysqld ${version})  MySQL Community Server - GPL.`);
  return signal === 'TERM' ? 0 : 1;
};

export const mongod: Program = async (process) => {
  const version = process.env.get('MONGO_VERSION') ?? '8.0.0';
  if (process.argv.includes('--version')) {
    await process.out(`db version v${version}\n`);
    return 0;
  }
  const say = (c: string, id: number, ctx: string, msg: string, attr: Readonly<Record<string, unknown>> = {}) => {
    const date = `${strftime('%Y-%m-%dT%H:%M:%S', process.kernel.clock.now())}.${millis(process)}+00:00`;
    return process.out(`${JSON.stringify({ t: { $date: date }, s: 'I', c, id, ctx, msg, attr })}\n`);
  };
  await say('CONTROL', 4_615_611, 'initandlisten', 'MongoDB starting', {
    pid: process.pid,
    port: 27_017,
    dbPath: '/data/db',
    architecture: '64-bit',
    host: process.namespaces.uts.hostname,
  });
  await say('CONTROL', 23_403, 'initandlisten', 'Build Info', { buildInfo: { version } });
  if (takePort(process, 27_017) !== undefined) return 48;
  await say('NETWORK', 23_016, 'listener', 'Waiting for connections', { port: 27_017, ssl: 'off' });
  const signal = await new SignalQueue(process, ['TERM', 'INT']).next();
  await say('CONTROL', 23_377, 'SignalHandler', 'Received signal', {
    signal: signal === 'TERM' ? 15 : 2,
    error: signal === 'TERM' ? 'Terminated' : 'Interrupt',
  });
  await say('CONTROL', 23_138, 'SignalHandler', 'Shutting down', { exitCode: 0 });
  return 0;
};
