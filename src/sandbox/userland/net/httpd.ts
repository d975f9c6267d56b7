import { encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/net/http.ts';
import { listen } from '../../kernel/net/listen.ts';
import type { Process } from '../../kernel/process.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { Call } from '../tool/call.ts';
import { httpDate } from './http-text.ts';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html', htm: 'text/html', txt: 'text/plain', css: 'text/css', js: 'application/javascript', png: 'image/png',
  jpg: 'image/jpeg', gif: 'image/gif', svg: 'image/svg+xml', json: 'application/json',
}; // prettier-ignore

/** BusyBox's httpd: files of a directory. */
export async function runHttpd(call: Call): Promise<number> {
  for (const letter of ['i', 'e', 'd', 'm', 'c', 'r']) {
    if (!call.has(letter)) continue;
    await call.process.err(`drydock: not simulated: httpd -${letter}\n`);
    return 1;
  }
  const { process } = call;
  if (call.has('f')) return serve(call, process);
  // Without -f it goes on in the background; who called hears of a taken port.
  const child = process.spawn({
    argv: process.argv,
    exe: process.exe,
    session: 'new',
    program: (own) => serve(call, own),
  });
  const early = await Promise.race([child.exited, process.sleep(1)]);
  return early?.kind === 'exited' ? early.code : 0;
}

async function serve(call: Call, process: Process): Promise<number> {
  const home = call.value('h') ?? '.';
  const [, address = '0.0.0.0', port = '80'] = /^(?:(.*):)?(\d+)$/.exec(call.value('p') ?? '80') ?? [];
  try {
    process.chdir(home);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(`can't change directory to '${home}': ${error.message}`);
  }
  try {
    listen(
      process,
      { port: Number(port), address, ...(address === '0.0.0.0' && { sockets: ['*'] }) },
      {
        http: async (request, peer) => {
          const response = answer(process, request);
          if (call.options.count('v') > 0) {
            const from = `[::ffff:${peer.address}]:${peer.port}`;
            if (call.options.count('v') > 1) await process.err(`${from}: ${request.method} ${request.target}\n`);
            await process.err(`${from}: response:${response.status}\n`);
          }
          return response;
        },
      },
    );
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(`bind: ${error.message}`);
  }
  await process.waitOn(new WaitQueue());
  return 0;
}

function answer(process: Process, request: HttpRequest): HttpResponse {
  const { fs, kernel } = process;
  const date = httpDate(kernel.clock.now());
  const fail = (status: number, title: string, text: string): HttpResponse => ({
    status,
    reason: title,
    headers: { date, connection: 'close', 'content-type': 'text/html' },
    body: ByteStream.of(
      encode(
        `<HTML><HEAD><TITLE>${status} ${title}</TITLE></HEAD>\n<BODY><H1>${status} ${title}</H1>\n${text}\n</BODY></HTML>\n`,
      ),
    ),
  });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return fail(501, 'Not Implemented', 'The requested method is not recognized');
  }
  const url = decodeURIComponent(request.target.split('?')[0] ?? '/');
  const parts = url.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return fail(400, 'Bad Request', 'Unsupported method');
  let path = parts.length === 0 ? '.' : parts.join('/');
  try {
    if (fs.isDirectory(path)) {
      if (!url.endsWith('/')) {
        return {
          status: 302,
          reason: 'Found',
          headers: { date, connection: 'close', location: `${url}/` },
          body: ByteStream.of(),
        };
      }
      path = `${path}/index.html`;
    }
    const body = fs.readFile(path);
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    const modified = fs.stat(path).mtime;
    const etag = `"${Math.floor(modified / 1000).toString(16)}-${body.length.toString(16)}"`;
    return {
      status: 200,
      headers: {
        date,
        connection: 'close',
        'content-type': type,
        'accept-ranges': 'bytes',
        'last-modified': httpDate(modified),
        etag,
        'content-length': String(body.length),
      },
      body: request.method === 'HEAD' ? ByteStream.of() : ByteStream.of(body),
    };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return error.code === 'EACCES'
      ? fail(403, 'Forbidden', '')
      : fail(404, 'Not Found', 'The requested URL was not found');
  }
}
