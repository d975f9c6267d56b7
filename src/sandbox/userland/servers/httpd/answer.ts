import { type Bytes, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { HttpRequest, HttpResponse } from '../../../kernel/net/http.ts';
import { reasonOf } from '../../../kernel/net/http1.ts';
import type { Process } from '../../../kernel/process.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { httpDate } from '../../net/http-text.ts';
import type { HttpdConfiguration } from './configuration.ts';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html', htm: 'text/html', txt: 'text/plain', css: 'text/css', js: 'text/javascript', png: 'image/png',
  jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', svg: 'image/svg+xml', json: 'application/json',
  xml: 'application/xml', pdf: 'application/pdf',
}; // prettier-ignore

export interface Served {
  readonly response: HttpResponse;
  /** Octets of the body. */
  readonly sent: number;
}

type Headers = Readonly<Record<string, string>>;

/** Answers with a file of the document root, a listing, or an error's page. */
export function answer(
  process: Process,
  { documents, indexes, lists }: HttpdConfiguration,
  version: string,
  request: HttpRequest,
): Served {
  const base = { date: httpDate(process.kernel.clock.now()), server: `Apache/${version} (Unix)` };
  const reply = (status: number, type: string | undefined, body: Bytes, headers: Headers = {}): Served => {
    const bare = request.method === 'HEAD' || status === 304;
    const length: Headers = status === 304 ? {} : { 'content-length': String(body.length) };
    const typed: Headers = status === 304 || type === undefined ? {} : { 'content-type': type };
    const all = { ...base, ...headers, ...length, ...typed };
    return {
      response: { status, headers: all, body: bare ? ByteStream.of() : ByteStream.of(body) },
      sent: bare ? 0 : body.length,
    };
  };
  const page = (status: number, text: string, headers: Headers = {}): Served =>
    reply(status, 'text/html; charset=iso-8859-1', encode(errorPage(status, text)), headers);
  const [raw = '/'] = request.target.split('?');
  const url = decodePath(raw);
  if (url === undefined || url.split('/').includes('..'))
    return page(400, 'Your browser sent a request that this server could not understand.<br />\n');
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
    const text = `The requested method ${request.method} is not allowed for this URL.`;
    return page(405, text, { allow: 'POST,OPTIONS,HEAD,GET' });
  }
  const { fs } = process;
  let path = `${documents.replace(/\/$/, '')}${url}`;
  try {
    if (fs.isDirectory(path)) {
      if (!url.endsWith('/')) {
        const location = `http://${request.headers['host'] ?? 'localhost'}${raw}/`;
        return page(301, `The document has moved <a href="${location}">here</a>.`, { location });
      }
      const index = indexes.find((name) => fs.exists(`${path}${name}`));
      if (index === undefined) {
        if (!lists) return page(403, "You don't have permission to access this resource.");
        return reply(200, 'text/html;charset=UTF-8', encode(listing(process, path, url)));
      }
      path += index;
    }
    const body = fs.readFile(path);
    const { mtime } = fs.stat(path);
    const etag = `"${body.length.toString(16)}-${Math.floor(mtime * 1000).toString(16)}"`;
    const headers = { 'last-modified': httpDate(mtime), etag, 'accept-ranges': 'bytes' };
    if (request.headers['if-none-match'] === etag) return reply(304, undefined, encode(''), headers);
    return reply(200, TYPES[path.split('.').at(-1)?.toLowerCase() ?? ''], body, headers);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return error.code === 'EACCES'
      ? page(403, "You don't have permission to access this resource.")
      : page(404, 'The requested URL was not found on this server.');
  }
}

const errorPage = (status: number, text: string): string => `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>${status} ${reasonOf(status)}</title>
</head><body>
<h1>${reasonOf(status)}</h1>
<p>${text}</p>
</body></html>
`;

function listing({ fs }: Process, path: string, url: string): string {
  const names = fs
    .readdir(path)
    .filter(({ name }) => !name.startsWith('.'))
    .map(({ name }) => (fs.isDirectory(`${path}${name}`) ? `${name}/` : name))
    .sort();
  const up = url === '/' ? [] : [`<li><a href="${url.replace(/[^/]+\/$/, '')}"> Parent Directory</a></li>`];
  const rows = [...up, ...names.map((name) => `<li><a href="${encodeURI(name)}"> ${name}</a></li>`)];
  const title = `Index of ${url.replace(/(.)\/$/, '$1')}`;
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
<html>
 <head>
  <title>${title}</title>
 </head>
 <body>
<h1>${title}</h1>
<ul>${rows.join('\n')}
</ul>
</body></html>
`;
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
