import { Errno } from '../../kernel/errno.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { OciError } from '../error.ts';
import * as commands from './commands.ts';
import { HELP } from './help-text.ts';
import { logLine, type Options, readOptions, RuncError } from './options.ts';
import { RUNC_ROOT } from './table.ts';
import { update } from './update.ts';

const VERSION = `runc version 1.3.6+ds1
commit: 1.3.6+ds1-1
spec: 1.2.1
go: go1.26.5
libseccomp: 2.6.1
`;

interface Command {
  readonly run: (call: commands.Invocation) => Promise<number>;
  /** As in `readOptions`. */
  readonly flags?: readonly string[];
  readonly args: readonly [least: number, most: number];
}

const BUNDLE = ['bundle=,b', 'pid-file=', 'no-pivot', 'no-new-keyring'];
const COMMANDS: Readonly<Record<string, Command>> = {
  create: { run: commands.create, flags: BUNDLE, args: [1, 1] },
  delete: { run: commands.remove, flags: ['force,f'], args: [1, 1] },
  exec: {
    run: commands.exec,
    flags: ['cwd=', 'env=,e', 'tty,t', 'user=,u', 'detach,d', 'no-new-privs', 'cap=,c', 'ignore-paused'],
    args: [1, Infinity],
  },
  kill: { run: commands.kill, flags: ['all,a'], args: [1, 2] },
  list: { run: commands.list, flags: ['format=,f', 'quiet,q'], args: [0, 0] },
  pause: { run: commands.pause, args: [1, 1] },
  ps: { run: commands.ps, flags: ['format=,f'], args: [1, Infinity] },
  resume: { run: commands.resume, args: [1, 1] },
  run: { run: commands.run, flags: [...BUNDLE, 'detach,d', 'keep', 'no-subreaper'], args: [1, 1] },
  spec: { run: commands.spec, flags: ['bundle=,b', 'rootless'], args: [0, 0] },
  start: { run: commands.start, args: [1, 1] },
  state: { run: commands.state, args: [1, 1] },
  update: {
    run: update,
    flags: [
      'memory=',
      'memory-reservation=',
      'cpu-quota=',
      'cpu-period=',
      'cpuset-cpus=',
      'cpuset-mems=',
      'pids-limit=',
    ],
    args: [1, 1],
  },
};
const NOT_SIMULATED = ['checkpoint', 'restore', 'events', 'features'];
const GLOBAL = ['debug', 'log=', 'log-format=', 'root=', 'systemd-cgroup', 'rootless=', 'help,h', 'version,v'];

/** runc(8): containers from bundles, without an engine. */
export const runc: Program = async (process) => {
  try {
    return await dispatch(process);
  } catch (error) {
    if (!(error instanceof RuncError || error instanceof OciError || error instanceof Errno)) throw error;
    await process.err(logLine(process.kernel.clock.now(), error.message));
    return error instanceof RuncError
      ? error.exit
      : error instanceof OciError && process.argv.includes('exec')
        ? 255
        : 1;
  }
};

async function dispatch(process: Process): Promise<number> {
  const { given, operands } = readOptions(process.argv.slice(1), GLOBAL);
  const [name, ...words] = operands;
  if (given.has('version')) return print(process, VERSION);
  if (name === undefined || given.has('help') || name === 'help' || name === 'h') {
    return print(process, HELP[words[0] ?? 'runc'] ?? HELP['runc'] ?? '');
  }
  if (NOT_SIMULATED.includes(name)) throw new RuncError(`drydock: not simulated: runc ${name}`);
  const command = COMMANDS[name];
  if (command === undefined) throw new RuncError(`No help topic for '${name}'\n`, 3);
  const help = HELP[name] ?? '';
  if (words.includes('--help') || words.includes('-h')) return print(process, help);
  const options = await optionsOf(process, words, command, name, help);
  const root = given.get('root')?.at(-1) ?? RUNC_ROOT;
  return command.run({ ...options, process, root: root.replace(/\/+$/, '').replace(/^\/var\/run\//, '/run/') });
}

async function optionsOf(
  process: Process,
  words: readonly string[],
  command: Command,
  name: string,
  help: string,
): Promise<Options> {
  let options: Options;
  try {
    options = readOptions(words, command.flags ?? []);
  } catch (error) {
    if (error instanceof RuncError) await process.out(`Incorrect Usage: ${error.message}\n\n${help}`);
    throw error;
  }
  const [least, most] = command.args;
  const { length } = options.operands;
  if (length >= least && length <= most) return options;
  await process.out(`Incorrect Usage.\n\n${help}`);
  const wanted = least === most ? 'exactly' : 'a minimum of';
  throw new RuncError(`runc: "${name}" requires ${wanted} ${least} argument(s)`);
}

async function print(process: Process, text: string): Promise<number> {
  await process.out(text);
  return 0;
}
