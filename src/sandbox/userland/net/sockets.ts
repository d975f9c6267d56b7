import type { Listener } from '../../kernel/net/listener.ts';
import type { Call } from '../tool/call.ts';

/** Sockets that listen in the process's network namespace, by protocol and port. */
const listening = (call: Call): Socket[] => {
  const { listeners, forwards } = call.process.namespaces.net;
  const own = [...listeners].flatMap(({ protocol, port, process, sockets }) =>
    sockets.map((address) => ({ protocol, address, port, process })),
  );
  const held = [...forwards].flatMap(({ protocol, hostPort, holders }) =>
    [...(holders ?? [])].map(([address, process]) => ({ protocol, address, port: hostPort, process })),
  );
  return [...own, ...held].sort((a, b) =>
    a.protocol === b.protocol
      ? Number(isSix(a)) - Number(isSix(b)) || a.port - b.port
      : a.protocol < b.protocol
        ? -1
        : 1,
  );
};

type Socket = Pick<Listener, 'protocol' | 'port' | 'process'> & {
  /** As in `Listener.sockets`. */
  readonly address: string;
};

/** A socket of IPv6, and one that takes both. */
const isSix = ({ address }: Socket): boolean => address === '*' || address.includes(':');

/** Processes of the namespace can be seen only. */
const ownerOf = (call: Call, { process }: Socket) => {
  const pid = process?.pidIn(call.process.namespaces.pid);
  return process === undefined || pid === undefined ? undefined : { pid, name: process.comm };
};

const chosen = (call: Call, { protocol }: Socket): boolean => {
  const any = call.has('t') || call.has('u');
  return any ? (protocol === 'tcp' && call.has('t')) || (protocol === 'udp' && call.has('u')) : !call.has('x');
};

/** ss of iproute2: listening sockets; established connections are not kept. */
export async function runSs(call: Call): Promise<number> {
  if (call.has('s')) {
    call.print(summary(listening(call)));
    return 0;
  }
  const filter = call.operands.join(' ');
  const [, own] = /^\(? ?sport (?:=|==|eq) :(\d+) ?\)?$/.exec(filter) ?? [];
  if (filter !== '' && own === undefined) {
    await call.process.err(`drydock: not simulated: ss ${filter}\n`);
    return 1;
  }
  const both = call.has('t') === call.has('u');
  const wanted =
    call.has('l') || call.has('a')
      ? listening(call).filter((one) => chosen(call, one) && (own === undefined || one.port === Number(own)))
      : [];
  const rows = udpFirst(wanted).map((one) => {
    const owner = call.has('p') ? ownerOf(call, one) : undefined;
    return {
      netid: one.protocol,
      state: one.protocol === 'tcp' ? 'LISTEN' : 'UNCONN',
      queue: one.protocol === 'tcp' ? (one.process?.comm === 'nginx' ? '511' : '4096') : '0',
      local: one.address.includes(':') ? `[${one.address}]` : one.address,
      port: String(one.port),
      owner: owner === undefined ? '' : `users:(("${owner.name}",pid=${owner.pid},fd=3))`,
    };
  });
  const width = (values: readonly string[]) => Math.max(...values.map(({ length }) => length));
  const netid = width(['Netid', ...rows.map((row) => row.netid)]);
  const state = width(['State', ...rows.map((row) => row.state)]);
  const local = width(['Local Address', ...rows.map((row) => row.local)]);
  const port = width(['Port', ...rows.map((row) => row.port)]);
  const head = `${both ? `${'Netid'.padEnd(netid)} ` : ''}${'State'.padEnd(state)} Recv-Q Send-Q ${'Local Address'.padStart(local)}:${'Port'.padEnd(port)} Peer Address:PortProcess`;
  if (!call.has('H')) call.print(`${head}${call.has('p') ? ' '.repeat(22) : ''}\n`);
  for (const row of rows) {
    call.print(
      `${both ? `${row.netid.padEnd(netid)} ` : ''}${row.state.padEnd(state)} 0      ${row.queue.padEnd(6)} ${row.local.padStart(local)}:${row.port.padEnd(port)} ${(row.local === '*' ? '*' : row.local.startsWith('[') ? '[::]' : '0.0.0.0').padStart(12)}:*   ${row.owner === '' ? ' '.repeat(7) : ` ${row.owner}`}\n`,
    );
  }
  return 0;
}

const udpFirst = (sockets: readonly Socket[]): Socket[] =>
  [...sockets].sort((a, b) => (a.protocol === b.protocol ? 0 : a.protocol === 'udp' ? -1 : 1));

/** `ss -s`; connections are not kept. */
function summary(sockets: readonly Socket[]): string {
  const count = (protocol: string | undefined, six: boolean): number =>
    sockets.filter((one) => (protocol === undefined || one.protocol === protocol) && isSix(one) === six).length;
  const row = (name: string, protocol: string | undefined): string => {
    const [four, six] = [count(protocol, false), count(protocol, true)];
    return `${name}\t  ${String(four + six).padEnd(9)} ${String(four).padEnd(9)} ${String(six).padEnd(9)}\n`;
  };
  const tcp = count('tcp', false) + count('tcp', true);
  return [
    `Total: ${sockets.length}\nTCP:   ${tcp} (estab 0, closed 0, orphaned 0, timewait 0)\n\n`,
    'Transport Total     IP        IPv6\n',
    row('RAW', 'raw'),
    row('UDP', 'udp'),
    row('TCP', 'tcp'),
    row('INET', undefined),
    'FRAG\t  0         0         0        \n\n',
  ].join('');
}

/** netstat of BusyBox and net-tools. */
export async function runNetstat(call: Call): Promise<number> {
  if (call.has('r')) {
    call.print(routeTable(call, true));
    return 0;
  }
  const listens = call.has('l');
  const programs = call.has('p');
  const which = listens ? 'only servers' : call.has('a') ? 'servers and established' : 'w/o servers';
  call.print(`Active Internet connections (${which})\n`);
  call.print(
    `Proto Recv-Q Send-Q Local Address           Foreign Address         State       ${programs ? 'PID/Program name    ' : ''}\n`,
  );
  for (const one of listens || call.has('a') ? listening(call).filter((each) => chosen(call, each)) : []) {
    const owner = ownerOf(call, one);
    const shown = owner === undefined ? '-' : `${owner.pid}/${owner.name}`;
    const state = one.protocol === 'tcp' ? 'LISTEN' : '';
    const address = one.address === '*' ? '::' : one.address;
    const protocol = call.gnu && isSix(one) ? `${one.protocol}6` : one.protocol;
    call.print(
      `${protocol.padEnd(5)}      0      0 ${`${address}:${one.port}`.padEnd(23)} ${(isSix(one) ? ':::*' : '0.0.0.0:*').padEnd(23)} ${state.padEnd(11)} ${programs ? shown.padEnd(20) : ''}\n`,
    );
  }
  if (!call.gnu && !call.has('t') && !call.has('u')) {
    call.print(
      `Active UNIX domain sockets (${which})\nProto RefCnt Flags       Type       State         I-Node Path\n`,
    );
  }
  return 0;
}

const maskText = (bits: number): string =>
  [24, 16, 8, 0].map((shift) => ((bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0) >>> shift) & 255).join('.');

/** The kernel's table as route and netstat -r print it. */
function routeTable(call: Call, statistics: boolean): string {
  const numeric = call.has('n');
  const rows = [...call.process.namespaces.net.routes()].sort(
    (a, b) => Number(b.to === 'default') - Number(a.to === 'default'),
  );
  const head = statistics ? '  MSS Window  irtt Iface' : 'Metric Ref    Use Iface';
  const lines = rows.map(({ to, via, link, metric = 0 }) => {
    const [address = '', bits = '32'] = to === 'default' ? ['0.0.0.0', '0'] : to.split('/');
    const destination = to === 'default' && !numeric ? 'default' : address;
    const gateway = via ?? (numeric ? '0.0.0.0' : '*');
    const flags = `U${via === undefined ? '' : 'G'}${bits === '32' ? 'H' : ''}`;
    const tail = statistics ? '    0 0          0' : `${String(metric).padEnd(6)} 0        0`;
    return `${destination.padEnd(15)} ${gateway.padEnd(15)} ${maskText(Number(bits)).padEnd(15)} ${flags.padEnd(5)} ${tail} ${link.name}\n`;
  });
  return `Kernel IP routing table\nDestination     Gateway         Genmask         Flags ${statistics ? '' : ''}${head}\n${lines.join('')}`;
}

/** route: shows the table. */
export async function runRoute(call: Call): Promise<number> {
  if (call.operands.length > 0) {
    await call.process.err(`drydock: not simulated: route ${call.operands.join(' ')}\n`);
    return 1;
  }
  call.print(routeTable(call, false));
  return 0;
}
