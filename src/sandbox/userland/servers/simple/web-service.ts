import { encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { HttpHandler } from '../../../kernel/net/http.ts';
import { listen } from '../../../kernel/net/listen.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import type { Signal } from '../../../kernel/signal.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { strftime } from '../../text/strftime.ts';
import { SignalQueue } from '../serve-until.ts';

/** Waits at a port until a signal ends it; the log says what its real one says at these times. */
async function serve(
  process: Process,
  port: number,
  http: HttpHandler | undefined,
  signals: readonly Signal[],
): Promise<Signal | Errno> {
  try {
    listen(process, { port }, http === undefined ? { stream: ({ output }) => output.end() } : { http });
  } catch (error) {
    if (error instanceof Errno) return error;
    throw error;
  }
  return new SignalQueue(process, signals).next();
}

const text = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers, 'content-length': String(body.length) },
  body: ByteStream.of(encode(body)),
});

const iso = (process: Process): string => {
  const now = process.kernel.clock.now();
  return `${strftime('%Y-%m-%dT%H:%M:%S', now)}.${String(Math.floor(now % 1000)).padStart(3, '0')}000000Z`;
};

export const traefik: Program = async (process) => {
  await process.err(`${iso(process)} INF Traefik version 3.7.13 built on 2026-09-17T09:00:00Z version=3.7.13\n`);
  const ended = await serve(
    process,
    80,
    async () => text(404, '404 page not found\n', { 'x-content-type-options': 'nosniff' }),
    ['TERM', 'INT'],
  );
  if (!(ended instanceof Errno)) return 0;
  await process.err(
    `${iso(process)} ERR error while building entryPoint web: listen tcp :80: bind: ${ended.message.toLowerCase()}\n`,
  );
  return 1;
};

/** java: its version, classes of the small compiler, and Jenkins as far as its first page. */
export const java: Program = async (process) => {
  const version = (process.env.get('JAVA_VERSION')?.replace(/^jdk-/, '') ?? '21.0.9').replace(/^8u(\d+).*/, '1.8.0_$1');
  if (process.argv.some((arg) => arg === '-version' || arg === '--version')) {
    const said = `openjdk ${process.argv.includes('-version') ? `version "${version}"` : version}\nOpenJDK Runtime Environment (build ${version})\nOpenJDK 64-Bit Server VM (build ${version}, mixed mode, sharing)\n`;
    await (process.argv.includes('-version') ? process.err(said) : process.out(said));
    return 0;
  }
  if (!process.argv.some((arg) => arg.endsWith('jenkins.war'))) {
    const { runJava } = await process.kernel.clock.outside(import('../../java/java.ts'));
    return runJava(process);
  }
  const stamp = () => strftime('%Y-%m-%d %H:%M:%S', process.kernel.clock.now());
  await process.err('Running from: /usr/share/jenkins/jenkins.war\nwebroot: /var/jenkins_home/war\n');
  await process.err(
    `${stamp()}.000+0000 [id=1]\tINFO\twinstone.Logger#logInternal: Beginning extraction from war file\n`,
  );
  await process.sleep(2_000);
  await process.err(
    `${stamp()}.000+0000 [id=24]\tINFO\thudson.lifecycle.Lifecycle#onReady: Jenkins is fully up and running\n`,
  );
  const page =
    "<html><head><meta http-equiv='refresh' content='1;url=/login?from=%2F'/></head><body>Authentication required</body></html>";
  const ended = await serve(
    process,
    8080,
    async () =>
      text(403, page, {
        'content-type': 'text/html;charset=utf-8',
        'x-jenkins': process.env.get('JENKINS_VERSION') ?? '',
      }),
    ['TERM', 'INT'],
  );
  return ended instanceof Errno ? 1 : 143;
};
