import http from 'node:http';
import { createHost } from '../../host/create-host.ts';
import type { Host } from '../../host/host.ts';
import { hub } from '../../registry/hub/index.ts';
import { nodePlatform } from '../node.ts';
import { browse } from '../questions/browse.ts';
import { createApiServer } from '../serve.ts';
import type { Frame, RunRequest } from './frame.ts';

/** The machine's host: `docker` runs on it, the Engine API answers for it, its published ports are ports of Node. */
export async function serve(port: number, images: readonly string[]): Promise<void> {
  const host = createHost({ platform: nodePlatform(), clock: 'real', registry: hub(), images });
  const forwarded = new Map<number, http.Server>();
  const api = createApiServer(host.transport);
  const [listener] = api.listeners('request') as http.RequestListener[];
  api.removeAllListeners('request');
  api.on('request', (request, response) => {
    if (request.url !== '/drydock/run') return void listener?.(request, response);
    run(host, request, response)
      .then(() => forward(host, forwarded))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  api.listen(port, '127.0.0.1');
  await host.run('true');
}

async function run(host: Host, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { args, cwd, files, stdin } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as RunRequest;
  write(host, cwd, files);
  response.writeHead(200, { 'content-type': 'application/jsonl' });
  const send = (frame: Frame) => response.write(`${JSON.stringify(frame)}\n`);
  const { exit } = await host.run(`cd ${quote(cwd)} && exec docker ${args.map(quote).join(' ')}`, {
    ...(stdin !== '' && { stdin }),
    onOutput: (bytes, stream) => void send({ stream, bytes: Buffer.from(bytes).toString('base64') }),
  });
  send({ exit: exit === 'timeout' ? 124 : exit });
  response.end();
}

/** Puts the caller's files where it stands. */
function write({ kernel }: Host, cwd: string, files: RunRequest['files']): void {
  const init = kernel.processes.get(1);
  if (init === undefined) throw new Error('the host is down');
  kernel.current = init;
  init.fs.mkdir(cwd, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const path = `${cwd}/${name}`;
    init.fs.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    init.fs.writeFile(path, new Uint8Array(Buffer.from(text, 'base64')));
  }
}

/** Opens the ports that containers publish, and closes those that they publish no more. */
async function forward(host: Host, forwarded: Map<number, http.Server>): Promise<void> {
  const { body } = await host.transport({ method: 'GET', target: '/containers/json', headers: {} });
  const text = new TextDecoder().decode(await body.readAll());
  const list = JSON.parse(text) as {
    readonly Ports: readonly { readonly PublicPort?: number; readonly Type: string }[];
  }[];
  const wanted = new Set(
    list.flatMap(({ Ports }) => Ports.flatMap(({ PublicPort, Type }) => (Type === 'tcp' ? [PublicPort ?? 0] : []))),
  );
  wanted.delete(0);
  for (const [port, server] of forwarded) {
    if (wanted.has(port)) continue;
    server.close();
    server.closeAllConnections();
    forwarded.delete(port);
  }
  for (const port of wanted) if (!forwarded.has(port)) forwarded.set(port, portServer(host, port));
}

function portServer(host: Host, port: number): http.Server {
  const server = http.createServer((request, response) => {
    answer(host, port, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  // A port that a program of the machine has already stays its own.
  server.on('error', () => server.close());
  return server.listen(port);
}

async function answer(
  host: Host,
  port: number,
  { method, url = '/' }: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') {
    return void response.writeHead(501).end('drydock: not simulated: only GET and HEAD are forwarded\n');
  }
  const found = await browse(host, method, `http://localhost:${port}${url}`);
  if ('failure' in found) return void response.destroy();
  const { 'transfer-encoding': _coding, connection: _hop, ...headers } = found.headers;
  response.writeHead(found.status, { ...headers, 'content-length': found.body.length }).end(found.body);
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
