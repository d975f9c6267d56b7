import { encode } from '../../kernel/bytes.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import { findInPath, loadExecutable } from '../../kernel/exec.ts';
import type { Process } from '../../kernel/process.ts';
import { parseSignal, type Signal, signalOf } from '../../kernel/signal.ts';
import { createContainer } from '../container.ts';
import { lookUpUser } from '../user.ts';
import { FileView } from '../../kernel/fs/view.ts';
import { HOST_ROOT } from '../../kernel/credentials.ts';
import { readBundle, specOf } from './bundle.ts';
import { inherited, type OwnConsole, ownTerminal } from './console.ts';
import { DEFAULT_CONFIG } from './default-config.ts';
import { type Options, RuncError } from './options.ts';
import { stateOf, stateText } from './render.ts';
import { containersBelow, type KnownContainer, RUNC_ROOT, statusOf } from './table.ts';

/** One call of runc. */
export interface Invocation extends Options {
  readonly process: Process;
  /** `--root` */
  readonly root: string;
}

const idOf = ({ operands }: Invocation): string => operands[0] ?? '';
export const flag = ({ given }: Invocation, name: string): string | undefined => given.get(name)?.at(-1);

export function known(call: Invocation): KnownContainer {
  const found = containersBelow(call.process.kernel, call.root).get(idOf(call));
  if (found === undefined) throw new RuncError('container does not exist');
  return found;
}

/** Makes the container of a bundle and remembers it. */
async function make(call: Invocation, verb: string, parent: Process, console: OwnConsole): Promise<KnownContainer> {
  const { process, root } = call;
  const id = idOf(call);
  const bundle = readBundle(process, flag(call, 'bundle') ?? process.cwd);
  if (!/^[\w+.-]+$/.test(id) || id === '.' || id === '..') throw new RuncError('invalid container ID format');
  const containers = containersBelow(process.kernel, root);
  if (containers.has(id)) throw new RuncError('container with given ID already exists');
  const spec = specOf(process, id, bundle, console);
  const container = await createContainer(parent, spec, verb);
  const entry = { container, spec, bundle: bundle.path, rootfs: bundle.rootfs, created: process.kernel.clock.now() };
  containers.set(id, entry);
  process.fs.mkdir(`${root}/${id}`, { recursive: true, mode: 0o700 });
  process.fs.writeFile(`${root}/${id}/state.json`, encode(stateText(id, entry)));
  const file = flag(call, 'pid-file');
  if (file !== undefined) process.fs.writeFile(file, encode(String(container.init.hostPid)));
  return entry;
}

/** Forgets a container that has ended, with its group and its state. */
function forget({ process, root }: Invocation, id: string): void {
  const containers = containersBelow(process.kernel, root);
  containers.get(id)?.container.cgroup.remove();
  containers.delete(id);
  const directory = `${root}/${id}`;
  if (!process.fs.exists(`${directory}/state.json`) || root !== RUNC_ROOT) return;
  process.fs.unlink(`${directory}/state.json`);
  process.fs.rmdir(directory);
}

/** Who takes in processes whose runc has ended: process 1 of the host. */
const reaper = ({ kernel, parent }: Process): Process => {
  const init = kernel.processes.get(1) ?? parent;
  if (init === undefined) throw new RuncError('no process 1');
  return init;
};

const FORWARDED: readonly Signal[] = ['INT', 'TERM', 'HUP', 'QUIT', 'USR1', 'USR2'];

/** Waits for a process as runc in the foreground does: signals go on to it. */
async function attend(call: Invocation, child: Process, console: OwnConsole): Promise<number> {
  for (const signal of FORWARDED) call.process.onSignal(signal, () => child.deliver(signal));
  const shown = console.pump();
  const status = await call.process.waitFor(child.exited);
  console.terminal?.hangup();
  await shown;
  call.process.reapEnded();
  return exitCode(status);
}

export async function create(call: Invocation): Promise<number> {
  const entry = await prefixed('create', () => make(call, 'create', reaper(call.process), consoleOf(call, true)));
  return entry.container.started ? 1 : 0;
}

export async function run(call: Invocation): Promise<number> {
  const { process } = call;
  const detached = call.given.has('detach');
  return prefixed('run', async () => {
    const console = consoleOf(call, detached);
    const { container } = await make(call, 'run', detached ? reaper(process) : process, console);
    container.start();
    if (detached) return 0;
    const code = await attend(call, container.init, console);
    container.killAll();
    if (!call.given.has('keep')) forget(call, idOf(call));
    return code;
  });
}

/** The console that config.json asks for. */
function consoleOf(call: Invocation, detached: boolean): OwnConsole {
  const { config } = readBundle(call.process, flag(call, 'bundle') ?? call.process.cwd);
  if (config.process?.terminal !== true) return inherited(call.process);
  if (detached) throw new RuncError('cannot allocate tty if runc will detach without setting console socket');
  return ownTerminal(call.process);
}

async function prefixed<T>(verb: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RuncError) throw new RuncError(`runc ${verb} failed: ${error.message}`);
    throw error;
  }
}

export async function start(call: Invocation): Promise<number> {
  const entry = known(call);
  const status = statusOf(entry);
  if (status === 'stopped') throw new RuncError('cannot start a container that has stopped');
  if (status !== 'created') throw new RuncError('cannot start an already running container');
  entry.container.start();
  return 0;
}

export async function exec(call: Invocation): Promise<number> {
  const { process, given } = call;
  try {
    const entry = known(call);
    const status = statusOf(entry);
    if (status === 'stopped') throw new RuncError('cannot exec in a stopped container', 255);
    if (status === 'paused' && !given.has('ignore-paused')) {
      throw new RuncError('cannot exec in a paused container (use --ignore-paused to override)', 255);
    }
    const console = given.has('tty') ? ownTerminal(process) : inherited(process);
    const base = entry.spec.process;
    const files = new FileView({ namespace: entry.container.namespaces.mnt, credentials: HOST_ROOT, umask: 0 });
    const user = flag(call, 'user');
    const { terminal: _own, ...rest } = base;
    const child = await entry.container.exec(
      {
        ...rest,
        args: call.operands.slice(1),
        env: [...base.env, ...(given.get('env') ?? [])],
        cwd: flag(call, 'cwd') ?? base.cwd,
        user: user === undefined ? base.user : lookUpUser(files, user),
        capabilities: new Set([...base.capabilities, ...(given.get('cap') ?? [])]),
        noNewPrivs: base.noNewPrivs || given.has('no-new-privs'),
        stdio: console.stdio,
        ...(console.terminal !== undefined && { terminal: console.terminal }),
      },
      given.has('detach') ? reaper(process) : process,
    );
    return given.has('detach') ? 0 : await attend(call, child, console);
  } catch (error) {
    if (error instanceof RuncError) throw new RuncError(`exec failed: ${error.message}`, 255);
    throw error;
  }
}

export async function kill(call: Invocation): Promise<number> {
  const entry = known(call);
  const word = call.operands[1] ?? 'TERM';
  const signal = /^\d+$/.test(word) ? signalOf(Number(word)) : parseSignal(word);
  if (signal === undefined) throw new RuncError(`unknown signal ${JSON.stringify(word)}`);
  if (statusOf(entry) === 'stopped') throw new RuncError('container not running');
  if (call.given.has('all')) for (const process of entry.container.cgroup.members()) process.deliver(signal);
  else entry.container.kill(signal);
  return 0;
}

export async function remove(call: Invocation): Promise<number> {
  const force = call.given.has('force');
  if (force && !containersBelow(call.process.kernel, call.root).has(idOf(call))) return 0;
  const entry = known(call);
  const status = statusOf(entry);
  if ((status === 'running' || status === 'paused') && !force) {
    throw new RuncError(`cannot delete container ${idOf(call)} that is not stopped: ${status}`);
  }
  if (status !== 'stopped') {
    entry.container.resume();
    entry.container.kill('KILL');
    entry.container.killAll();
    await call.process.waitFor(entry.container.exited);
  }
  forget(call, idOf(call));
  return 0;
}

export async function pause(call: Invocation): Promise<number> {
  const entry = known(call);
  const status = statusOf(entry);
  if (status !== 'running' && status !== 'created') throw new RuncError(`container not running or created: ${status}`);
  entry.container.pause();
  return 0;
}

export async function resume(call: Invocation): Promise<number> {
  const entry = known(call);
  if (statusOf(entry) !== 'paused') throw new RuncError('container not paused');
  entry.container.resume();
  return 0;
}

export async function state(call: Invocation): Promise<number> {
  await call.process.out(JSON.stringify(stateOf(idOf(call), known(call)), undefined, 2));
  return 0;
}

export async function list(call: Invocation): Promise<number> {
  const { process, root } = call;
  if (!process.fs.exists(root)) {
    throw new RuncError(`open ${root}: no such file or directory`);
  }
  const entries = [...containersBelow(process.kernel, root)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const states = entries.map(([id, entry]) => stateOf(id, entry, 'root'));
  if (call.given.has('quiet')) await process.out(states.map(({ id }) => `${id}\n`).join(''));
  else if (flag(call, 'format') === 'json')
    await process.out(`${states.length === 0 ? 'null' : JSON.stringify(states)}\n`);
  else {
    const head = ['ID', 'PID', 'STATUS', 'BUNDLE', 'CREATED', 'OWNER'];
    await process.out(
      table([head, ...states.map((row) => [row.id, String(row.pid), row.status, row.bundle, row.created, row.owner])]),
    );
  }
  return 0;
}

/** Go's text/tabwriter with a least width of 12 and 3 blanks between. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(12, ...rows.map((row) => (row[column] ?? '').length + 3)));
  const line = (row: readonly string[]) =>
    row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join('');
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** Runs `ps -ef` and keeps the rows of the container, as runc does. */
export async function ps(call: Invocation): Promise<number> {
  const { process, operands } = call;
  const entry = known(call);
  const pids = new Set([...entry.container.cgroup.members()].map(({ hostPid }) => String(hostPid)));
  if (flag(call, 'format') === 'json') {
    await process.out(`[${[...pids].join(',')}]\n`);
    return 0;
  }
  const args = operands.length > 1 ? operands.slice(1) : ['-ef'];
  const executable = loadExecutable(process, findInPath(process, 'ps', process.env.get('PATH') ?? ''), ['ps', ...args]);
  const [reading, writing] = process.pipe();
  const fd = process.freeDescriptor();
  process.setFile(fd, reading);
  const child = process.spawn({ ...executable, files: new Map([...process.files, [1, writing]]) });
  const lines: string[] = [];
  for await (const line of process.lines(fd)) lines.push(line);
  await process.wait(child);
  const column = (lines[0] ?? '').trim().split(/\s+/).indexOf('PID');
  const rows = lines.filter((line, index) => index === 0 || pids.has(line.trim().split(/\s+/)[column] ?? ''));
  await process.out(rows.map((line) => `${line}\n`).join(''));
  return 0;
}

export async function spec(call: Invocation): Promise<number> {
  const { fs } = call.process;
  if (call.given.has('rootless')) throw new RuncError('drydock: not simulated: runc spec --rootless');
  const bundle = flag(call, 'bundle');
  const path = bundle === undefined ? 'config.json' : `${bundle}/config.json`;
  if (fs.exists(path)) throw new RuncError('File config.json exists. Remove it first');
  fs.writeFile(path, encode(JSON.stringify(DEFAULT_CONFIG, undefined, '\t')));
  return 0;
}
