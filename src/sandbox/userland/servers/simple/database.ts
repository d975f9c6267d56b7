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
