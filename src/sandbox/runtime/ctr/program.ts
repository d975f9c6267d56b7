import { exitCode } from '../../kernel/exit-status.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { parseSignal, signalOf } from '../../kernel/signal.ts';
import { OciError } from '../error.ts';
import { inherited } from '../runc/console.ts';
import { type Options, readOptions, RuncError } from '../runc/options.ts';
import { configText } from '../runc/render.ts';
import { containersBelow, DOCKER_RUNC_ROOT, type KnownContainer, statusOf, timeText } from '../runc/table.ts';

const SOCKET = '/run/containerd/containerd.sock';
const VERSION = '2.1.9+unknown';
/** The one namespace of containerd that Docker uses. */
const MOBY = 'moby';
const RUNTIME = 'io.containerd.runc.v2';

interface Invocation extends Options {
  readonly process: Process;
  /** `--namespace` */
  readonly namespace: string;
}

interface Command {
  readonly names: readonly string[];
  /** As in `readOptions`. */
  readonly flags?: readonly string[];
  readonly run: (call: Invocation) => Promise<number>;
}

/** Whose last cell ends with a tab, and so is padded, in text/tabwriter. */
type Trailing = 'all' | 'head' | 'none';

function table(rows: readonly (readonly string[])[], padding: number, trailing: Trailing): string {
  const [head = [], ...body] = rows;
  const last = head.length - 1;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)) + padding);
  const line = (row: readonly string[], end: number) =>
    `${row.map((cell, index) => cell.padEnd(index === last ? end : (widths[index] ?? 0))).join('')}\n`;
  const full = widths[last] ?? 0;
  const headEnd = trailing === 'all' ? full : trailing === 'head' ? (head[last] ?? '').length + padding : 0;
  return line(head, headEnd) + body.map((row) => line(row, trailing === 'all' ? full : 0)).join('');
}

const containers = ({ process, namespace }: Invocation): ReadonlyMap<string, KnownContainer> =>
  namespace === MOBY ? containersBelow(process.kernel, DOCKER_RUNC_ROOT) : new Map();

function known(call: Invocation): readonly [string, KnownContainer] {
  const id = call.operands[0] ?? '';
  if (id === '') throw new RuncError('container id must be provided: invalid argument');
  const entry = containers(call).get(id);
  if (entry === undefined) throw new RuncError(`container "${id}" in namespace "${call.namespace}": not found`);
  return [id, entry];
}

async function list(
  call: Invocation,
  [head, trailing]: readonly [readonly string[], Trailing],
  row: (id: string, known: KnownContainer) => string[],
): Promise<number> {
  const ids = [...containers(call)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (call.given.has('quiet')) return print(call.process, ids.map(([id]) => `${id}\n`).join(''));
  return print(call.process, table([head, ...ids.map(([id, entry]) => row(id, entry))], 4, trailing));
}

async function containerInfo(call: Invocation): Promise<number> {
  const [id, entry] = known(call);
  const time = timeText(entry.created);
  const info = {
    ID: id,
    Labels: { 'com.docker/engine.bundle.path': `/var/run/docker/containerd/${id}` },
    Image: '',
    Runtime: { Name: RUNTIME },
    SnapshotKey: '',
    Snapshotter: '',
    CreatedAt: time,
    UpdatedAt: time,
    Extensions: {},
    SandboxID: '',
    Spec: JSON.parse(configText(entry)) as unknown,
  };
  return print(call.process, `${JSON.stringify(info, undefined, 4)}\n`);
}

async function taskPs(call: Invocation): Promise<number> {
  const [, { container }] = known(call);
  const rows = [...container.cgroup.members()].map(({ hostPid }) => [String(hostPid), '-']);
  return print(call.process, table([['PID', 'INFO'], ...rows], 4, 'none'));
}

async function taskExec(call: Invocation): Promise<number> {
  const [, { container, spec }] = known(call);
  if (!call.given.has('exec-id')) throw new RuncError('exec id must not be empty: invalid argument');
  if (call.given.has('tty')) throw new RuncError('drydock: not simulated: ctr tasks exec --tty');
  const { terminal: _own, ...base } = spec.process;
  const { stdio } = inherited(call.process);
  const child = await container.exec({ ...base, args: call.operands.slice(1), stdio }, call.process);
  return exitCode(await call.process.wait(child));
}

async function taskKill(call: Invocation): Promise<number> {
  const [, { container }] = known(call);
  const word = call.given.get('signal')?.at(-1) ?? 'TERM';
  const signal = /^\d+$/.test(word) ? signalOf(Number(word)) : parseSignal(word);
  if (signal === undefined) throw new RuncError(`unknown signal "${word}"`);
  container.kill(signal);
  return 0;
}

const LIST = ['quiet,q'];
const NAMES = ['list', 'ls'];
const GROUPS: readonly { readonly names: readonly string[]; readonly commands: readonly Command[] }[] = [
  {
    names: ['namespaces', 'namespace', 'ns'],
    commands: [
      {
        names: NAMES,
        flags: LIST,
        run: (call) =>
          print(
            call.process,
            call.given.has('quiet')
              ? `${MOBY}\n`
              : table(
                  [
                    ['NAME', 'LABELS'],
                    [MOBY, ''],
                  ],
                  1,
                  'all',
                ),
          ),
      },
    ],
  },
  {
    names: ['containers', 'container', 'c'],
    commands: [
      {
        names: NAMES,
        flags: LIST,
        run: (call) => list(call, [['CONTAINER', 'IMAGE', 'RUNTIME'], 'all'], (id) => [id, '-', RUNTIME]),
      },
      { names: ['info'], run: containerInfo },
    ],
  },
  {
    names: ['tasks', 'task', 't'],
    commands: [
      {
        names: NAMES,
        flags: LIST,
        run: (call) =>
          list(call, [['TASK', 'PID', 'STATUS'], 'head'], (id, entry) => [
            id,
            String(entry.container.init.hostPid),
            statusOf(entry).toUpperCase(),
          ]),
      },
      { names: ['ps'], run: taskPs },
      { names: ['exec'], flags: ['exec-id=', 'tty,t'], run: taskExec },
      { names: ['kill'], flags: ['signal=,s', 'all,a'], run: taskKill },
    ],
  },
  {
    names: ['images', 'image', 'i'],
    commands: [
      {
        names: NAMES,
        flags: LIST,
        // Docker 28 keeps images in a store of its own, unless told otherwise: containerd knows of none.
        run: (call) => print(call.process, call.given.has('quiet') ? '' : 'REF TYPE DIGEST SIZE PLATFORMS LABELS \n'),
      },
    ],
  },
];
const GLOBAL = ['debug', 'address=,a', 'timeout=', 'connect-timeout=', 'namespace=,n', 'help,h', 'version,v'];

/** ctr: containerd's own client, as far as it shows what Docker left in containerd. */
export const ctr: Program = async (process) => {
  try {
    return await dispatch(process);
  } catch (error) {
    if (!(error instanceof RuncError || error instanceof OciError || error instanceof Errno)) throw error;
    await process.err(
      error instanceof RuncError && error.exit === 3 ? `${error.message}\n` : `ctr: ${error.message}\n`,
    );
    return error instanceof RuncError ? error.exit : 1;
  }
};

async function dispatch(process: Process): Promise<number> {
  const { given, operands } = readOptions(process.argv.slice(1), GLOBAL);
  const [noun, verb, ...words] = operands;
  if (given.has('version')) return print(process, `ctr github.com/containerd/containerd/v2 ${VERSION}\n`);
  if (noun === undefined || given.has('help')) throw new RuncError('drydock: not simulated: the help of ctr');
  const address = given.get('address')?.at(-1) ?? process.env.get('CONTAINERD_ADDRESS') ?? SOCKET;
  if (address.replace(/^\/var\/run\//, '/run/') !== SOCKET) {
    throw new RuncError(`cannot access socket ${address}: stat ${address}: no such file or directory`);
  }
  if (noun === 'version') return print(process, versions());
  const group = GROUPS.find(({ names }) => names.includes(noun));
  if (group === undefined) {
    if (OTHERS.includes(noun)) throw new RuncError(`drydock: not simulated: ctr ${noun}`);
    throw new RuncError(`No help topic for '${noun}'`, 3);
  }
  const command = group.commands.find(({ names }) => names.includes(verb ?? ''));
  if (command === undefined)
    throw new RuncError(`drydock: not simulated: ctr ${noun}${verb === undefined ? '' : ` ${verb}`}`);
  const namespace = given.get('namespace')?.at(-1) ?? process.env.get('CONTAINERD_NAMESPACE') ?? 'default';
  return command.run({ ...readOptions(words, command.flags ?? []), process, namespace });
}

const OTHERS = [
  ...['plugins', 'plugin', 'content', 'events', 'event', 'leases', 'pprof', 'run', 'snapshots', 'snapshot', 'install'],
  ...['oci', 'sandboxes', 'sandbox', 'sb', 's', 'info', 'deprecations', 'shim', 'help', 'h'],
];

const versions = (): string => `Client:
  Version:  ${VERSION}
  Revision: 
  Go version: go1.27.1

Server:
  Version:  ${VERSION}
  Revision: 
  UUID: 680b6a8f-93af-42fb-afb2-4d7d85e2d73b
`;

async function print(process: Process, text: string): Promise<number> {
  await process.out(text);
  return 0;
}
