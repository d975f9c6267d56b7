import { Errno } from '../../../kernel/errno.ts';
import { listen } from '../../../kernel/net/listen.ts';
import type { Peer } from '../../../kernel/net/listener.ts';
import type { HttpRequest, HttpResponse } from '../../../kernel/net/http.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { readUsers } from '../../text/accounts.ts';
import { strftime } from '../../text/strftime.ts';
import { errnoNumber } from '../errno-number.ts';
import { Logs } from '../nginx/log.ts';
import { Emergency } from '../nginx/syntax.ts';
import { SignalQueue } from '../serve-until.ts';
import { answer } from './answer.ts';
import { ConfigurationFault, type HttpdConfiguration, readConfiguration } from './configuration.ts';

const WORKERS = 3;

/** Apache: its options, then the parent process. */
export const httpd: Program = async (process) => {
  const args = process.argv.slice(1);
  const version = process.env.get('HTTPD_VERSION') ?? '2.4.68';
  const prefix = process.env.get('HTTPD_PREFIX') ?? '/usr/local/apache2';
  let path = `${prefix}/conf/httpd.conf`;
  let foreground = false;
  let test = false;
  for (let word = args.shift(); word !== undefined; word = args.shift()) {
    const [, letter = '', joined = ''] = /^-([a-zA-Z])(.*)$/.exec(word) ?? [];
    if (letter === 'v') {
      await process.out(`Server version: Apache/${version} (Unix)\n`);
      return 0;
    }
    if (letter === 't') test = true;
    else if (letter === 'X') foreground = true;
    else if (letter === 'D') foreground ||= (joined || args.shift()) === 'FOREGROUND';
    else if (letter === 'f') {
      const given = joined || (args.shift() ?? '');
      path = given.startsWith('/') ? given : `${prefix}/${given}`;
    } else {
      await process.err(`drydock: not simulated: httpd ${word}\n`);
      return 1;
    }
  }
  let configuration: HttpdConfiguration;
  try {
    configuration = readConfiguration(process, path, prefix);
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error;
    await process.err(`${error.message}\n`);
    return 1;
  }
  // The configuration is read twice before the server starts, and it is said twice.
  for (let count = test ? 1 : 2; configuration.serverName === undefined && count > 0; count--)
    await process.err(nameWarning(process));
  if (test) {
    await process.err('Syntax OK\n');
    return 0;
  }
  if (foreground) return serve(process, configuration, version);
  const child = process.spawn({
    argv: process.argv,
    exe: process.exe,
    session: 'new',
    program: (own) => serve(own, configuration, version),
  });
  const early = await Promise.race([child.exited, process.sleep(1)]);
  return early?.kind === 'exited' ? early.code : 0;
};

function nameWarning({ namespaces }: Process): string {
  const link = [...namespaces.net.links.values()].find(({ name, addresses }) => name !== 'lo' && addresses.length > 0);
  const address = link?.addresses[0]?.address ?? '127.0.0.1';
  return `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${address}. Set the 'ServerName' directive globally to suppress this message\n`;
}

async function serve(process: Process, configuration: HttpdConfiguration, version: string): Promise<number> {
  const { errorLog, accessLog, accessFormat, ports } = configuration;
  const logs = new Logs(process);
  const workers: Process[] = [];
  let requests = 0;
  const http = async (request: HttpRequest, peer: Peer): Promise<HttpResponse> => {
    const worker = workers[requests++ % workers.length] ?? process;
    const { response, sent } = answer(worker, configuration, version, request);
    if (accessLog !== undefined)
      void logs.write(accessLog, accessLine(process, accessFormat, request, peer, response.status, sent));
    return response;
  };
  for (const port of ports) {
    try {
      listen(process, { port }, { http });
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await process.err(
        `(${errnoNumber(error)})${error.message}: AH00072: make_sock: could not bind to address 0.0.0.0:${port}\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n`,
      );
      return 1;
    }
  }
  try {
    logs.open(errorLog);
    if (accessLog !== undefined) logs.open(accessLog);
  } catch (error) {
    if (!(error instanceof Emergency)) throw error;
    await process.err(`AH00091: httpd: could not open error log file ${errorLog}.\nAH00015: Unable to open logs\n`);
    return 1;
  }
  const notice = (module: string, text: string): Promise<void> => {
    const now = process.kernel.clock.now();
    const micros = String(Math.floor((now % 1000) * 1000)).padStart(6, '0');
    const time = `${strftime('%a %b %d %H:%M:%S', now)}.${micros} ${strftime('%Y', now)}`;
    return logs.write(errorLog, `[${time}] [${module}:notice] [pid ${process.pid}:tid ${process.pid}] ${text}`);
  };
  const configured = (): void => {
    void notice('mpm_event', `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`);
    const shown = process.argv.join(' ').replace(/ -D(?=\S)/g, ' -D ');
    void notice('core', `AH00094: Command line: '${shown}'`);
  };
  const signals = new SignalQueue(process, ['TERM', 'INT', 'WINCH', 'USR1', 'HUP']);
  for (let count = 0; count < WORKERS; count++) workers.push(startWorker(process, configuration));
  configured();
  for (;;) {
    const signal = await signals.next();
    if (signal === 'USR1' || signal === 'HUP') {
      const graceful = 'AH00493: SIGUSR1 received.  Doing graceful restart';
      void notice('mpm_event', signal === 'USR1' ? graceful : 'AH00494: SIGHUP received.  Attempting to restart');
      configured();
      continue;
    }
    for (const worker of workers) worker.deliver('TERM', process);
    for (const worker of workers) await process.wait(worker);
    const winch = 'AH00492: caught SIGWINCH, shutting down gracefully';
    await notice('mpm_event', signal === 'WINCH' ? winch : 'AH00491: caught SIGTERM, shutting down');
    return 0;
  }
}

function startWorker(process: Process, { user: wanted }: HttpdConfiguration): Process {
  const user = process.credentials.uid === 0 ? readUsers(process).find(({ name }) => name === wanted) : undefined;
  return process.spawn({
    argv: process.argv,
    exe: process.exe,
    ...(user !== undefined && {
      credentials: {
        ...process.credentials,
        uid: user.uid,
        gid: user.gid,
        groups: [user.gid],
        capabilities: new Set<string>(),
      },
    }),
    program: async (own) => {
      await new SignalQueue(own, ['TERM']).next();
      return 0;
    },
  });
}

/** A line of LogFormat. */
function accessLine(
  process: Process,
  format: string,
  { method, target, headers }: HttpRequest,
  peer: Peer,
  status: number,
  sent: number,
): string {
  const values: Readonly<Record<string, string>> = {
    h: peer.address,
    a: peer.address,
    l: '-',
    u: '-',
    t: strftime('[%d/%b/%Y:%H:%M:%S +0000]', process.kernel.clock.now()),
    r: `${method} ${target} HTTP/1.1`,
    m: method,
    U: target.split('?')[0] ?? '',
    s: String(status),
    b: sent === 0 ? '-' : String(sent),
    B: String(sent),
    '%': '%',
  };
  return format.replace(/%>?(?:\{([\w-]+)\}i|([a-zA-Z%]))/g, (whole, header?: string, letter?: string) =>
    header === undefined ? (values[letter ?? ''] ?? whole) : (headers[header.toLowerCase()] ?? '-'),
  );
}
