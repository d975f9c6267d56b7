import type { Host } from '../host/host.ts';
import { decode, encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { ByteStream } from '../kernel/stream.ts';
import type { FromHost, ToHost } from './messages.ts';

/** Most octets of one file that a page gets: files of /proc and of cgroups are small. */
const FILE_LIMIT = 65_536;

export type PageRequest = Extract<ToHost, { readonly type: 'request' | 'cancel' | 'look' | 'ask' }>;

/** Answers what a page asks of its host; what it asks before the host is there waits. */
export function createRequests(post: (message: FromHost) => void): {
  take(request: PageRequest): void;
  serve(host: Host): void;
} {
  const host = Promise.withResolvers<Host>();
  /** Bodies on their way, by id; undefined before the head. */
  const open = new Map<number, ByteStream | undefined>();

  async function answer({ id, method, target, body }: Extract<PageRequest, { type: 'request' }>): Promise<void> {
    const { transport } = await host.promise;
    const text = body === undefined ? undefined : encode(body);
    const response = await transport({
      method,
      target,
      headers: {
        host: 'localhost',
        ...(text && { 'content-type': 'application/json', 'content-length': String(text.length) }),
      },
      ...(text && { body: ByteStream.of(text) }),
    });
    if (!open.has(id)) return response.body.cancel();
    open.set(id, response.body);
    post({ type: 'head', id, status: response.status });
    for await (const bytes of response.body) post({ type: 'body', id, bytes });
    open.delete(id);
    post({ type: 'end', id });
  }

  async function look({ id, paths }: Extract<PageRequest, { type: 'look' }>): Promise<void> {
    const found = await host.promise;
    post({ type: 'found', id, texts: paths.map((path) => textAt(found, path)) });
  }

  async function ask({ id, question }: Extract<PageRequest, { type: 'ask' }>): Promise<void> {
    const [found, { answer }] = await Promise.all([host.promise, import('./questions/answer.ts')]);
    post({ type: 'answer', id, answer: await answer(found, question) });
  }

  const refused = (id: number) => (error: unknown) => {
    if (!(error instanceof Errno)) return failed(error);
    post({ type: 'refused', id, message: error.message });
  };

  const failed = (error: unknown) =>
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });

  return {
    serve: (made) => host.resolve(made),
    take(request) {
      switch (request.type) {
        case 'request':
          open.set(request.id, undefined);
          answer(request).catch(failed);
          break;
        case 'look':
          look(request).catch(failed);
          break;
        case 'ask':
          ask(request).catch(refused(request.id));
          break;
        case 'cancel':
          open.get(request.id)?.cancel();
          open.delete(request.id);
      }
    },
  };
}

/** As the host's root sees it. */
function textAt({ kernel }: Host, path: string): string | null {
  const init = kernel.processes.get(1);
  if (init === undefined) return null;
  kernel.current = init;
  try {
    const { type } = init.fs.lstat(path);
    if (type === 'symlink') return init.fs.readlink(path);
    return type === 'file' ? decode(init.fs.readHead(path, FILE_LIMIT)) : null;
  } catch (error) {
    if (error instanceof Errno) return null; // a process that has ended since
    throw error;
  }
}
