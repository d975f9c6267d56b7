import { type Bytes, decode, encode } from '../kernel/bytes.ts';
import { createKernel } from '../kernel/boot.ts';
import { createVirtualClock, type Platform } from '../kernel/clock.ts';
import { executableHead } from '../kernel/executable-head.ts';
import { Disk } from '../kernel/fs/disk.ts';
import type { FrozenTree } from '../kernel/fs/node.ts';
import { TreeFileSystem } from '../kernel/fs/tree.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { HttpResponse } from '../kernel/net/http.ts';
import type { Program } from '../kernel/process.ts';
import { Random } from '../kernel/random.ts';
import { ByteStream, type Duplex } from '../kernel/stream.ts';
import type { Manifest, Registry } from '../registry/registry.ts';
import { RegistryError } from '../registry/registry.ts';
import { createDaemon } from './create-daemon.ts';

/** A daemon on a tiny host for unit tests: one image, a handful of programs, virtual time. */

const forever = async (process: Parameters<Program>[0]): Promise<never> => {
  for (;;) await process.sleep(1_000_000, { interruptible: false });
};

const PROGRAMS: Readonly<Record<string, Program>> = {
  true: async () => 0,
  false: async () => 1,
  echo: async (process) => {
    await process.out(`${process.argv.slice(1).join(' ')}\n`);
    return 0;
  },
  env: async (process) => {
    for (const [name, value] of process.env) await process.out(`${name}=${value}\n`);
    return 0;
  },
  cat: async (process) => {
    if (process.argv[1] !== undefined) await process.out(process.fs.readFile(process.argv[1]));
    else for await (const chunk of process.chunks()) await process.out(chunk);
    return 0;
  },
  touch: async (process) => {
    process.fs.writeFile(process.argv[1] ?? '', encode('x'));
    return 0;
  },
  sleep: async (process) => {
    await process.sleep(Number(process.argv[1]) * 1000);
    return 0;
  },
  exit: async (process) => Number(process.argv[1]),
  /** Ends with 3 at SIGTERM, as a program with a handler does. */
  polite: async (process) => {
    process.onSignal('TERM', () => process.kernel.clock.schedule(0, () => process.deliver('KILL')));
    return forever(process);
  },
  eat: async (process) => {
    process.allocate(Number(process.argv[1]));
    return 0;
  },
};

const PATHS = ['dev', 'etc', 'proc', 'run', 'sys', 'tmp', 'root', 'var', 'var/lib', 'var/lib/docker', 'bin'];
const OWNER = { uid: 0, gid: 0 };

function fill(tree: TreeFileSystem): TreeFileSystem {
  for (const path of PATHS) tree.create(path.split('/'), { type: 'directory', mode: 0o755, ...OWNER });
  for (const name of Object.keys(PROGRAMS)) {
    tree.create(['bin', name], { type: 'file', mode: 0o755, content: executableHead(name), ...OWNER });
  }
  const text = (name: string, content: string) =>
    tree.create(['etc', name], { type: 'file', mode: 0o644, content: encode(content), ...OWNER });
  text('passwd', 'root:x:0:0:root:/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\n');
  text('group', 'root:x:0:\nada:x:1000:\nlab:x:1001:ada\n');
  text('resolv.conf', 'nameserver 10.0.2.3\n');
  return tree;
}

const hex = (digit: string) => digit.repeat(64);

function registryOf(tree: () => FrozenTree): Registry {
  const manifest = (digit: string, created: number): Manifest => ({
    digest: `sha256:${hex(digit)}`,
    id: `sha256:${hex(digit).replace(/^./, 'f')}`,
    platform: { os: 'linux', architecture: 'amd64' },
    created,
    author: '',
    comment: '',
    dockerVersion: '',
    config: {
      Cmd: ['sleep', '1000'],
      Entrypoint: null,
      Env: ['PATH=/bin', 'COLOR=red'],
      Labels: null,
      OnBuild: null,
      User: '',
      Volumes: null,
      WorkingDir: '',
    },
    layers: [{ digest: `sha256:${hex('c')}`, diffId: `sha256:${hex('d')}`, compressedSize: 1000, size: 2000 }],
    history: [{ created, createdBy: 'ADD rootfs.tar /', comment: '', author: '', emptyLayer: false }],
    tree,
  });
  const tags: Readonly<Record<string, Manifest>> = { latest: manifest('a', 1_000), '1.0': manifest('b', 2_000) };
  return {
    resolve({ path, tag = 'latest' }) {
      const found = path === 'library/box' ? tags[tag] : undefined;
      if (found === undefined) throw new RegistryError('not_found', `manifest for ${path}:${tag} not found`);
      return found;
    },
    search: () => [],
    refuseLogin: () => new RegistryError('unauthorized', 'unauthorized: incorrect username or password'),
    refusePush: () => new RegistryError('forbidden', 'denied: requested access to the resource is denied'),
  };
}

/** An answer whose body has been read. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into all kinds of answers
  readonly json: any;
  readonly headers: HttpResponse['headers'];
}

/** @param turn a new macrotask: `setImmediate` */
export function createTestDaemon(turn: Platform['turn'], limits: Partial<typeof DEFAULT_LIMITS> = {}) {
  const clock = createVirtualClock({ turn }, Date.UTC(2026, 0, 1));
  const disk = new Disk({ used: 0, capacity: 64 * 2 ** 20 });
  let inode = 0;
  const tree = (from?: FrozenTree) =>
    new TreeFileSystem({
      type: 'ext4',
      dev: 1,
      now: () => clock.now(),
      nextInode: () => ++inode,
      disk,
      ...(from !== undefined && { from }),
    });
  const rootFileSystem = fill(tree());
  const image = fill(tree()).snapshot();
  const kernel = createKernel({
    clock,
    random: new Random(7),
    limits: { ...DEFAULT_LIMITS, ...limits },
    programs: { find: (name) => PROGRAMS[name] },
    rootFileSystem,
    hostname: 'lab',
  });
  const process = kernel.spawn({ argv: ['dockerd'], program: forever });
  const daemon = createDaemon({ kernel, registry: registryOf(() => image), process, disk });
  const send = (method: string, target: string, body?: unknown): Promise<HttpResponse> =>
    daemon.handler({
      method,
      target,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && {
        body: body instanceof ByteStream ? body : ByteStream.of(encode(JSON.stringify(body))),
      }),
    });
  /** Sends, and lets time pass until the whole answer is there. */
  const call = (method: string, target: string, body?: unknown): Promise<Answer> =>
    clock.runUntil(
      send(method, target, body).then(async ({ status, headers, body: stream }) => {
        const text = decode(await stream.readAll());
        const isJson =
          (headers['content-type'] ?? '').includes('json') && text.trim() !== '' && !text.trim().includes('\n');
        return { status, headers, text, json: isJson ? JSON.parse(text) : undefined };
      }),
    );
  const connect = async (method: string, target: string, body?: unknown): Promise<Duplex> => {
    const { status, upgraded } = await send(method, target, body);
    if (upgraded === undefined) throw new Error(`${target} answered ${status}`);
    return upgraded;
  };
  /** Pulls `box` and creates a container. */
  const create = async (body: object = {}, query = ''): Promise<string> => {
    await call('POST', '/images/create?fromImage=box&tag=latest');
    const answer = await call('POST', `/containers/create${query}`, { Image: 'box', ...body });
    if (answer.status !== 201) throw new Error(`create answered ${answer.status}: ${answer.text}`);
    return (answer.json as { Id: string }).Id;
  };
  return { daemon, kernel, clock, send, call, connect, create };
}

/** What a stream without a terminal carries: texts by stream. */
export function unframe(bytes: Bytes): { readonly stdout: string; readonly stderr: string } {
  const texts = { stdout: '', stderr: '' };
  for (let at = 0; at < bytes.length;) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at + 4).getUint32(0);
    texts[bytes[at] === 2 ? 'stderr' : 'stdout'] += decode(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return texts;
}
