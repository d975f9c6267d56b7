import { encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { httpDate } from '../../net/http-text.ts';
import { strftime } from '../../text/strftime.ts';
import { numberedError } from '../errno-number.ts';
import type { Answer } from './answer.ts';
import type { NginxLocation } from './config.ts';
import type { Exchange } from './exchange.ts';
import { type Logs, logError } from './log.ts';

/** The file that a path stands for in a location. */
export function filePath(exchange: Exchange, location: NginxLocation | undefined, uri = exchange.uri): string {
  const alias = location?.block.own('alias')[0]?.args[0];
  if (alias !== undefined && location !== undefined) return exchange.expand(alias) + uri.slice(location.path.length);
  return exchange.root + uri;
}

/** Serves a file or a directory's index; a string is a path to go on with. */
export function serveFile(exchange: Exchange, logs: Logs, location: NginxLocation | undefined): Answer | string {
  const { worker, request, uri, block } = exchange;
  const path = filePath(exchange, location);
  if (uri.endsWith('/')) return serveDirectory(exchange, logs, location, path);
  try {
    const stat = worker.fs.stat(path);
    if (stat.type === 'directory') {
      return {
        status: 301,
        location: `${absolute(exchange)}${uri}/${exchange.args === '' ? '' : `?${exchange.args}`}`,
      };
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405 };
    const body = worker.fs.readFile(path);
    const etag = `"${Math.floor(stat.mtime / 1000).toString(16)}-${body.length.toString(16)}"`;
    const headers = { 'last-modified': httpDate(stat.mtime) };
    if (
      request.headers['if-none-match'] === etag ||
      request.headers['if-modified-since'] === headers['last-modified']
    ) {
      return { status: 304, headers, trailing: { etag } };
    }
    const extension = path.split('/').at(-1)?.split('.').slice(1).at(-1)?.toLowerCase() ?? '';
    const type = exchange.configuration.types.get(extension) ?? block.value('default_type') ?? 'text/plain';
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers['range'] ?? '') ?? [];
    if (first !== undefined && Number(first) < body.length) {
      const end = last === undefined || last === '' ? body.length - 1 : Math.min(Number(last), body.length - 1);
      const range = { etag, 'content-range': `bytes ${first}-${end}/${body.length}` };
      return { status: 206, type, headers, body: body.subarray(Number(first), end + 1), trailing: range };
    }
    return { status: 200, type, headers, body, trailing: { etag, 'accept-ranges': 'bytes' } };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return missing(exchange, logs, path, error);
  }
}

function missing(exchange: Exchange, logs: Logs, path: string, error: Errno): Answer {
  const denied = error.code === 'EACCES';
  logError(logs, exchange, 'error', `open() "${path}" failed (${numberedError(error)})`);
  return { status: denied ? 403 : 404 };
}

/** Scheme, host and port of an absolute redirect: the port is the one that nginx listens on. */
export const absolute = (exchange: Exchange): string =>
  `http://${exchange.variable('host')}${exchange.port === 80 ? '' : `:${exchange.port}`}`;

function serveDirectory(
  exchange: Exchange,
  logs: Logs,
  location: NginxLocation | undefined,
  path: string,
): Answer | string {
  const { worker, block, uri } = exchange;
  for (const name of block.args('index') ?? ['index.html']) {
    const expanded = exchange.expand(name);
    const candidate = expanded.startsWith('/') ? filePath(exchange, location, expanded) : `${path}${expanded}`;
    if (worker.fs.exists(candidate)) return expanded.startsWith('/') ? expanded : `${uri}${expanded}`;
  }
  if (!worker.fs.isDirectory(path)) {
    logError(
      logs,
      exchange,
      'error',
      `"${path}${(block.args('index') ?? ['index.html']).at(-1) ?? ''}" is not found (2: No such file or directory)`,
    );
    return { status: 404 };
  }
  if (block.value('autoindex') !== 'on') {
    logError(logs, exchange, 'error', `directory index of "${path}" is forbidden`);
    return { status: 403 };
  }
  return { status: 200, type: 'text/html', body: encode(listing(exchange, path)) };
}

function listing({ worker, uri }: Exchange, path: string): string {
  const entries = worker.fs.readdir(path).filter(({ name }) => !name.startsWith('.'));
  const rows = entries
    .map(({ name }) => {
      const stat = worker.fs.exists(`${path}${name}`)
        ? worker.fs.stat(`${path}${name}`)
        : worker.fs.lstat(`${path}${name}`);
      const directory = stat.type === 'directory';
      return { shown: directory ? `${name}/` : name, directory, mtime: stat.mtime, size: stat.size };
    })
    .sort((a, b) => Number(b.directory) - Number(a.directory) || (a.shown < b.shown ? -1 : 1));
  const lines = rows.map(({ shown, directory, mtime, size }) => {
    const label = shown.length > 50 ? `${shown.slice(0, 47)}..&gt;` : shown;
    const space = ' '.repeat(Math.max(0, 50 - shown.length));
    const date = strftime('%d-%b-%Y %H:%M', mtime);
    return `<a href="${encodeURI(shown)}">${label}</a>${space} ${date} ${(directory ? '-' : String(size)).padStart(19)}\r\n`;
  });
  return (
    `<html>\r\n<head><title>Index of ${uri}</title></head>\r\n<body>\r\n<h1>Index of ${uri}</h1><hr><pre><a href="../">../</a>\r\n` +
    `${lines.join('')}</pre><hr></body>\r\n</html>\r\n`
  );
}
