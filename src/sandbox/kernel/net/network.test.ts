import { expect, test } from 'vitest';
import { decode, encode } from '../bytes.ts';
import { Errno } from '../errno.ts';
import type { Process, Program } from '../process.ts';
import { ByteStream } from '../stream.ts';
import { bootForTest } from '../test-machine.ts';
import { unshare } from '../unshare.ts';
import { connect, ping } from './connect.ts';
import type { HttpRequest } from './http.ts';
import { listen } from './listen.ts';
import type { Peer } from './listener.ts';
import type { NetNamespace } from './namespace.ts';
import { NameError, resolveName } from './resolve-name.ts';
import { connectUnix, listenUnix } from './unix.ts';

const boot = () => bootForTest((callback) => setImmediate(callback));
type Machine = ReturnType<typeof boot>;

/** docker0 with two containers at .2 and .3, as the daemon sets it up. */
function dockerNetwork({ kernel: { network, namespaces } }: Machine) {
  const host = namespaces.net;
  const bridge = network.addLink(host, 'bridge', 'docker0');
  bridge.up = true;
  bridge.addresses = [{ address: '172.17.0.1', bits: 16 }];
  host.sysctls.set('ipv4/ip_forward', '1');
  host.netfilter.insert('nat', 'POSTROUTING', {
    source: { value: '172.17.0.0/16' },
    out: { value: 'docker0', not: true },
    target: { kind: 'MASQUERADE' },
  });
  const containers = [2, 3].map((number) => {
    const net = network.createNamespace(number);
    network.setLoopbackUp(net);
    const [outer, inner] = network.addVethPair(host, `veth${number}`, net, 'eth0');
    outer.bridge = bridge;
    outer.up = inner.up = true;
    inner.addresses = [{ address: `172.17.0.${number}`, bits: 16 }];
    net.addedRoutes.push({ to: 'default', via: '172.17.0.1', link: inner, connected: false });
    return net;
  });
  return { host, bridge, containers: containers as [NetNamespace, NetNamespace] };
}

const text = (body: string, status = 200) => ({ status, headers: {}, body: ByteStream.of(encode(body)) });

async function inNamespace(machine: Machine, net: NetNamespace, program: Program): Promise<void> {
  expect(await machine.run(machine.start(program, { namespaces: { net } }).exited)).toEqual({
    kind: 'exited',
    code: 0,
  });
}

/** A web server that says who asks. */
const serve = (machine: Machine, net: NetNamespace, port = 80, address = '0.0.0.0') =>
  machine.start(
    async (process) => {
      listen(process, { port, address }, { http: async (_request, peer: Peer) => text(`hello ${peer.address}`) });
      await process.sleep(2 ** 40);
      return 0;
    },
    { namespaces: { net } },
  );

async function get(process: Process, address: string, port = 80): Promise<string> {
  const request: HttpRequest = { method: 'GET', target: '/', headers: {} };
  const response = await (await connect(process, address, port)).http(request);
  return decode(await response.body.readAll());
}

test('containers of a bridge reach each other and the host; the host reaches them', async () => {
  const machine = boot();
  const { host, containers } = dockerNetwork(machine);
  serve(machine, containers[1]);
  serve(machine, host);
  await inNamespace(machine, containers[0], async (process) => {
    expect(await get(process, '172.17.0.3')).toBe('hello 172.17.0.2');
    expect(await get(process, '172.17.0.1')).toBe('hello 172.17.0.2');
    expect(await get(process, '10.0.2.15')).toBe('hello 172.17.0.2');
    expect((await ping(process, '172.17.0.3'))?.ttl).toBe(64);
    return 0;
  });
  await inNamespace(machine, host, async (process) => {
    expect(await get(process, '172.17.0.3')).toBe('hello 172.17.0.1');
    return 0;
  });
});

test('what does not arrive fails as on Linux', async () => {
  const machine = boot();
  const { host, containers } = dockerNetwork(machine);
  serve(machine, containers[1], 80, '127.0.0.1');
  const began = machine.clock.now();
  await inNamespace(machine, containers[0], async (process) => {
    await expect(connect(process, '172.17.0.3', 80)).rejects.toThrow(new Errno('ECONNREFUSED'));
    await expect(connect(process, '127.0.0.1', 80)).rejects.toThrow(new Errno('ECONNREFUSED'));
    expect(machine.clock.now()).toBe(began);
    await expect(connect(process, '172.17.0.9', 80)).rejects.toThrow(new Errno('EHOSTUNREACH'));
    expect(machine.clock.now()).toBeGreaterThan(began + 3_000);
    await expect(ping(process, '8.8.8.8')).resolves.toBeUndefined();
    host.sysctls.set('ipv4/ip_forward', '0');
    await expect(connect(process, '10.0.2.2', 80)).rejects.toThrow(new Errno('ETIMEDOUT'));
    return 0;
  });
  await inNamespace(machine, machine.kernel.network.createNamespace(9), async (process) => {
    await expect(connect(process, '172.17.0.3', 80)).rejects.toThrow(new Errno('ENETUNREACH'));
    await expect(connect(process, '127.0.0.1', 80)).rejects.toThrow(new Errno('ENETUNREACH'));
    return 0;
  });
});

test('a published port leads to the container; with nobody behind it the connection is reset', async () => {
  const machine = boot();
  const { host, containers } = dockerNetwork(machine);
  const rule = { protocol: 'tcp', hostAddress: '0.0.0.0', hostPort: 8080, address: '172.17.0.3', port: 80 } as const;
  host.forwards.add(rule);
  await inNamespace(machine, host, async (process) => {
    await expect(connect(process, '127.0.0.1', 8080)).rejects.toThrow(new Errno('ECONNRESET'));
    return 0;
  });
  serve(machine, containers[1]);
  await inNamespace(machine, host, async (process) => {
    expect(() => listen(process, { port: 8080 }, {})).toThrow(new Errno('EADDRINUSE'));
    for (const address of ['127.0.0.1', '10.0.2.15', '::1']) {
      expect(await get(process, address, 8080)).toBe('hello 172.17.0.1');
    }
    return 0;
  });
  await inNamespace(machine, containers[0], async (process) => {
    expect(await get(process, '172.17.0.1', 8080)).toBe('hello 172.17.0.2');
    return 0;
  });
  const { network } = machine.kernel;
  await inNamespace(machine, network.outside as NetNamespace, async (process) => {
    expect(await get(process, '10.0.2.15', 8080)).toBe('hello 10.0.2.2');
    host.forwards.delete(rule);
    await expect(connect(process, '10.0.2.15', 8080)).rejects.toThrow(new Errno('ECONNREFUSED'));
    return 0;
  });
});

test('bridges may be kept apart; what leaves for the outside has the address of the host', async () => {
  const machine = boot();
  const { host, containers } = dockerNetwork(machine);
  const outside = machine.kernel.network.outside as NetNamespace;
  serve(machine, outside);
  await inNamespace(machine, containers[0], async (process) => {
    expect(await get(process, '10.0.2.2')).toBe('hello 10.0.2.15');
    const drop = host.netfilter.insert('filter', 'FORWARD', { in: { value: 'docker0' }, target: { kind: 'DROP' } });
    await expect(connect(process, '10.0.2.2', 80)).rejects.toThrow(new Errno('ETIMEDOUT'));
    expect(drop.packets).toBe(1);
    return 0;
  });
});

test('octets talk to an HTTP server and HTTP to a server of octets', async () => {
  const machine = boot();
  const { host } = dockerNetwork(machine);
  await inNamespace(machine, host, async (process) => {
    listen(
      process,
      { port: 80 },
      {
        http: async ({ method, target, body }) =>
          text(`${method} ${target} ${decode((await body?.readAll()) ?? new Uint8Array())}`),
      },
    );
    listen(
      process,
      { port: 81 },
      {
        stream: ({ input, output }) => {
          void input.read().then((chunk) => {
            output.push(
              encode(`HTTP/1.0 200 OK\r\nServer: sh\r\n\r\n${decode(chunk ?? new Uint8Array()).split('\r\n')[0]}`),
            );
            output.end();
          });
        },
      },
    );
    const raw = (await connect(process, '127.0.0.1', 80)).stream();
    raw.output.push(encode('POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.0\r\n\r\n'));
    expect(decode(await raw.input.readAll())).toBe(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nPOST /a abc\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\nGET /b ',
    );
    expect(await get(process, '127.0.0.1', 81)).toBe('GET / HTTP/1.1');
    return 0;
  });
});

test('a socket ends with its process; a frozen server keeps its clients waiting', async () => {
  const machine = boot();
  const { host } = dockerNetwork(machine);
  const server = serve(machine, host);
  await inNamespace(machine, host, async (process) => {
    await process.sleep(1);
    server.deliver('STOP');
    let answer = '';
    const asked = get(process, '127.0.0.1').then((body) => (answer = body));
    await process.sleep(1_000);
    expect(answer).toBe('');
    server.deliver('CONT');
    await asked;
    expect(answer).toBe('hello 127.0.0.1');
    server.deliver('KILL');
    await process.sleep(1);
    await expect(connect(process, '127.0.0.1', 80)).rejects.toThrow(new Errno('ECONNREFUSED'));
    return 0;
  });
});

test('names come from /etc/hosts, then from the name servers', async () => {
  const machine = boot();
  await inNamespace(machine, machine.kernel.namespaces.net, async (process) => {
    process.fs.writeFile('/etc/hosts', encode('127.0.0.1 localhost\n10.0.2.9\tdb db.local # x\n::1 localhost\n'));
    expect(await resolveName(process, 'DB.local')).toEqual(['10.0.2.9']);
    expect(await resolveName(process, 'localhost')).toEqual(['127.0.0.1']);
    await expect(resolveName(process, 'web')).rejects.toEqual(new NameError('try-again'));
    process.fs.writeFile('/etc/resolv.conf', encode('nameserver 10.0.2.3\nsearch lan\n'));
    await expect(resolveName(process, 'web')).rejects.toEqual(new NameError('try-again'));
    listen(
      machine.kernel.network.outside as NetNamespace,
      { port: 53, address: '10.0.2.3', protocol: 'udp' },
      {
        dns: async ({ name, type }) =>
          name === 'web.lan'
            ? { code: 'NOERROR', records: [{ name, type, data: '10.0.2.7', ttl: 60 }] }
            : { code: 'NXDOMAIN', records: [] },
      },
    );
    expect(await resolveName(process, 'web')).toEqual(['10.0.2.7']);
    await expect(resolveName(process, 'web.org')).rejects.toEqual(new NameError('unknown'));
    return 0;
  });
});

test('a unix socket is reached by its path, also through a read-only bind mount', async () => {
  const machine = boot();
  await inNamespace(machine, machine.kernel.namespaces.net, async (process) => {
    const { fs } = process;
    const listener = listenUnix(process, '/run/demo.sock', { http: async () => text('pong') });
    fs.writeFile('/run/place', encode(''));
    unshare(process, ['mnt']);
    const { mnt } = process.namespaces;
    mnt.bind(process.fs.resolve('/run/demo.sock'), process.fs.resolve('/run/place'), { options: { ro: true } });
    const response = await connectUnix(process, '/run/place').http({ method: 'GET', target: '/', headers: {} });
    expect(decode(await response.body.readAll())).toBe('pong');
    listener.close();
    expect(() => connectUnix(process, '/run/demo.sock')).toThrow(new Errno('ECONNREFUSED', '/run/demo.sock'));
    expect(() => connectUnix(process, '/run/nosuch')).toThrow(new Errno('ENOENT', '/run/nosuch'));
    return 0;
  });
});

test('the end of a process closes its connections', async () => {
  const machine = boot();
  const { net } = machine.kernel.namespaces;
  const cancelled: string[] = [];
  const body = new ByteStream();
  body.onCancel(() => void cancelled.push('body'));
  const server = machine.start(async (process) => {
    listen(
      process,
      { port: 80 },
      { http: async ({ target }) => (target === '/' ? { status: 200, headers: {}, body } : new Promise(() => {})) },
    );
    await process.sleep(2 ** 40);
    return 0;
  });
  await inNamespace(machine, net, async (process) => {
    const client = process.spawn({
      argv: ['curl'],
      program: async (self) => Number((await get(self, '127.0.0.1')) !== ''),
    });
    await process.sleep(1);
    process.kill(client, 'KILL');
    expect(await process.wait(client)).toEqual({ kind: 'killed', signal: 'KILL' });
    expect(cancelled).toEqual(['body']);
    const hanging = (await connect(process, '127.0.0.1', 80)).http({ method: 'GET', target: '/hang', headers: {} });
    server.deliver('KILL');
    await expect(hanging).rejects.toThrow(new Errno('ECONNRESET'));
    return 0;
  });
});

test('[NET-10] each namespace numbers its links; one that moves keeps its number unless that is taken', () => {
  const machine = boot();
  const { network } = machine.kernel;
  const { host, containers } = dockerNetwork(machine);
  expect(containers.map((net) => net.links.get('eth0')?.index)).toEqual([2, 2]);
  const moved = network.addLink(host, 'dummy', 'dummy0');
  const number = moved.index;
  network.moveLink(moved, containers[0]);
  expect(moved.index).toBe(number);
  const [, second] = containers;
  const other = network.addLink(containers[0], 'dummy', 'dummy1');
  other.index = 2;
  network.moveLink(other, second);
  expect(other.index).toBe(3);
});
