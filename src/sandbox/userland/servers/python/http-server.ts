import { encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { HttpRequest, HttpResponse } from '../../../kernel/net/http.ts';
import { listen } from '../../../kernel/net/listen.ts';
import type { Process } from '../../../kernel/process.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { httpDate } from '../../net/http-text.ts';
import { strftime } from '../../text/strftime.ts';
import { SignalQueue } from '../serve-until.ts';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html', htm: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json', txt: 'text/plain',
  py: 'text/x-python', png: 'image/png', jpg: 'image/jpeg', svg: 'image/svg+xml', md: 'text/markdown',
}; // prettier-ignore

interface HttpServerOptions {
  readonly version: string;
  /** What is written shows at once: `-u`, PYTHONUNBUFFERED or a terminal. */
  readonly unbuffered: boolean;
}

/** `python -m http.server` */
export async function httpServer(
  process: Process,
  args: readonly string[],
  { version, unbuffered }: HttpServerOptions,
): Promise<number> {
  const value = (...names: string[]) => args[args.findIndex((arg) => names.includes(arg)) + 1];
  const has = (...names: string[]) => args.some((arg) => names.includes(arg));
  const port = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 8000);
  const bind = has('-b', '--bind') ? (value('-b', '--bind') ?? '') : '0.0.0.0';
  const directory = has('-d', '--directory') ? (value('-d', '--directory') ?? '.') : process.cwd;
  try {
    listen(
      process,
      { port, address: bind },
      {
        http: async (request, peer) => {
          const { response, note } = answer(process, request, directory, version);
          const stamp = strftime('%d/%b/%Y %H:%M:%S', process.kernel.clock.now());
          if (note !== undefined)
            await process.err(`${peer.address} - - [${stamp}] code ${response.status}, message ${note}\n`);
          await process.err(
            `${peer.address} - - [${stamp}] "${request.method} ${request.target} HTTP/1.1" ${response.status} -\n`,
          );
          return response;
        },
      },
    );
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.err(`OSError: [Errno ${error.code === 'EADDRINUSE' ? 98 : 13}] ${error.message}\n`);
    return 1;
  }
  const hello = `Serving HTTP on ${bind} port ${port} (http://${bind}:${port}/) ...\n`;
  if (unbuffered) await process.out(hello);
  await new SignalQueue(process, ['INT']).next();
  await process.out(`${unbuffered ? '' : hello}\nKeyboard interrupt received, exiting.\n`);
  return 0;
}

function answer(
  process: Process,
  request: HttpRequest,
  directory: string,
  version: string,
): { response: HttpResponse; note?: string } {
  const { fs, kernel } = process;
  const head = { server: `SimpleHTTP/0.6 Python/${version}`, date: httpDate(kernel.clock.now()) };
  const make = (status: number, headers: Record<string, string>, body: Uint8Array): HttpResponse => ({
    status,
    headers: { ...head, ...headers },
    body: request.method === 'HEAD' ? ByteStream.of() : ByteStream.of(body),
  });
  const fail = (status: number, message: string, explained: string) => {
    const page = encode(
      `<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <meta charset="utf-8">\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: ${status}</p>\n        <p>Message: ${message}.</p>\n        <p>Error code explanation: ${status} - ${explained}.</p>\n    </body>\n</html>\n`,
    );
    return {
      response: {
        ...make(
          status,
          { connection: 'close', 'content-type': 'text/html;charset=utf-8', 'content-length': String(page.length) },
          page,
        ),
        reason: message,
      },
      note: message,
    };
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return fail(501, `Unsupported method ('${request.method}')`, 'Server does not support this operation');
  }
  const url = decodeURIComponent(request.target.split(/[?#]/)[0] ?? '/');
  const parts = url.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  let path = `${directory === '/' ? '' : directory}/${parts.join('/')}`.replace(/\/$/, '') || '/';
  try {
    if (fs.isDirectory(path)) {
      if (!url.endsWith('/'))
        return { response: make(301, { location: `${url}/`, 'content-length': '0' }, encode('')) };
      const index = ['index.html', 'index.htm']
        .map((name) => `${path === '/' ? '' : path}/${name}`)
        .find((file) => fs.exists(file));
      if (index === undefined) {
        const page = encode(listing(process, path, url));
        return {
          response: make(
            200,
            { 'content-type': 'text/html; charset=utf-8', 'content-length': String(page.length) },
            page,
          ),
        };
      }
      path = index;
    }
    const body = fs.readFile(path);
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    return {
      response: make(
        200,
        { 'content-type': type, 'content-length': String(body.length), 'last-modified': httpDate(fs.stat(path).mtime) },
        body,
      ),
    };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return fail(404, 'File not found', 'Nothing matches the given URI');
  }
}

function listing({ fs }: Process, path: string, url: string): string {
  const names = fs
    .readdir(path)
    .map(({ name }) => name)
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const rows = names.map((name) => {
    const full = `${path === '/' ? '' : path}/${name}`;
    const directory = fs.isDirectory(full);
    const link = fs.lstat(full).type === 'symlink';
    return `<li><a href="${encodeURI(name)}${directory ? '/' : ''}">${name}${link ? '@' : directory ? '/' : ''}</a></li>\n`;
  });
  return `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Directory listing for ${url}</title>\n</head>\n<body>\n<h1>Directory listing for ${url}</h1>\n<hr>\n<ul>\n${rows.join('')}</ul>\n<hr>\n</body>\n</html>\n`;
}
