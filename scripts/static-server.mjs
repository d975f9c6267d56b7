// Serves a folder as a static host does: content types, clean URLs, 404.html. Also what the browser tests use.
import { readFile, stat } from 'node:fs/promises';
import http from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { headersFor, readHeaderRules } from './headers.mjs';
import { ROOT } from './node.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** @param {string} path @returns {Promise<'file' | 'folder' | undefined>} */
async function kindOf(path) {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) return undefined;
    throw error;
  }
}

/**
 * @param {string} folder relative to the repository
 * @returns {http.Server}
 */
export function createServer(folder) {
  const root = resolve(ROOT, folder);
  /** @type {import('./headers.mjs').Rule[] | undefined} */
  let rules;

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  async function answer(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(root, normalize(decodeURIComponent(pathname)));
    const kind = path.startsWith(root) ? await kindOf(path) : undefined;
    if (kind === 'folder' && !pathname.endsWith('/')) {
      return void response.writeHead(301, { location: `${pathname}/${search}` }).end();
    }
    const file = kind === 'folder' ? join(path, 'index.html') : path;
    const found = kind !== undefined && (await kindOf(file)) === 'file';
    const body = found ? await readFile(file) : await readNotFound(root);
    const type = found ? (TYPES[extname(file)] ?? 'application/octet-stream') : TYPES['.html'];
    rules ??= await readRules(root);
    response.writeHead(found ? 200 : 404, {
      ...headersFor(rules, pathname),
      'content-type': type,
      'content-length': body.length,
      ...(pathname.startsWith('/_astro/') ? {} : { 'cache-control': 'no-cache' }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  return http.createServer((request, response) => {
    answer(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(error instanceof URIError ? 400 : 500);
      response.end(`${error.message}\n`);
    });
  });
}

/** @param {string} root */
async function readNotFound(root) {
  const page = join(root, '404.html');
  return (await kindOf(page)) === 'file' ? readFile(page) : Buffer.from('Not found\n');
}

/** @param {string} root */
async function readRules(root) {
  const file = join(root, '_headers');
  return (await kindOf(file)) === 'file' ? readHeaderRules(await readFile(file, 'utf8')) : [];
}
