import type { Process } from '../../kernel/process.ts';
import { SIGNALS } from '../../kernel/signal.ts';
import { OptionError, parseOptions } from '../tool/options.ts';

export interface InitOptions {
  /** The program and its arguments. */
  readonly argv: readonly string[];
  /** 1: warnings; 4: all. */
  readonly verbosity: number;
  /** Says which orphans it has waited for. */
  readonly warns: boolean;
  /** Signals go to the child's process group. */
  readonly wholeGroup: boolean;
  /** Exit codes of the child that count as 0. */
  readonly forgiven: ReadonlySet<number>;
}

const usage = (name: string): string => `${name} (tini version 0.19.0)
Usage: ${name} [OPTIONS] PROGRAM -- [ARGS] | --version

Execute a program under the supervision of a valid init process (${name})

Command line options:

  --version: Show version and exit.
  -h: Show this help message and exit.
  -s: Register as a process subreaper (requires Linux >= 3.4).
  -p SIGNAL: Trigger SIGNAL when parent dies, e.g. "-p SIGKILL".
  -v: Generate more verbose output. Repeat up to 3 times.
  -w: Print a warning when processes are getting reaped.
  -g: Send signals to the child's process group.
  -e EXIT_CODE: Remap EXIT_CODE (from 0 to 255) to 0.
  -l: Show license and exit.

Environment variables:

  TINI_SUBREAPER: Register as a process subreaper (requires Linux >= 3.4).
  TINI_VERBOSITY: Set the verbosity level (default: 1).
  TINI_KILL_PROCESS_GROUP: Send signals to the child's process group.

`;

/** The command line and the environment of tini; a number when there is nothing to run: the exit code. */
export async function readInit(process: Process): Promise<InitOptions | number> {
  const [path = '', ...words] = process.argv;
  const name = path.split('/').at(-1) ?? '';
  if (words.length === 1 && words[0] === '--version') {
    await process.out('tini version 0.19.0\n');
    return 0;
  }
  try {
    return await readWords(process, name, words);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    await process.err(`${path}: ${error.message}\n${usage(name)}`);
    return 1;
  }
}

async function readWords(process: Process, name: string, words: readonly string[]): Promise<InitOptions | number> {
  const { options, operands: argv } = parseOptions(words, { short: 'p:hvwgle:s' });
  const pid = process.pidIn(process.namespaces.pid) ?? 0;
  const refuse = async (what: string) => {
    await process.err(`drydock: not simulated: ${name} ${what}\n`);
    return 126;
  };
  const forgiven = new Set<number>();
  for (const [letter, value] of options.given) {
    const invalid =
      letter === 'p'
        ? !(value.replace(/^SIG/, '') in SIGNALS && value.startsWith('SIG'))
        : letter === 'e' && !(/^\d+$/.test(value) && Number(value) <= 255);
    if (invalid) {
      await process.err(`[FATAL tini (${pid})] Not a valid option for -${letter}: ${value}\n`);
      return 1;
    }
    if (letter === 'h') {
      await process.out(usage(name));
      return 0;
    }
    if (letter === 'p' || letter === 'l') return refuse(`-${letter}`);
    if (letter === 'e') forgiven.add(Number(value));
  }
  if (argv.length === 0) {
    await process.err(usage(name));
    return 1;
  }
  const times = (letter: string) => options.given.filter(([given]) => given === letter).length;
  const { env } = process;
  // Process 1 gets the orphans anyway.
  if (pid !== 1 && (times('s') > 0 || env.has('TINI_SUBREAPER'))) return refuse('-s');
  const asked = env.get('TINI_VERBOSITY');
  return {
    argv,
    verbosity: asked === undefined ? 1 + times('v') : Number.parseInt(asked, 10) || 0,
    warns: times('w') > 0,
    wholeGroup: times('g') > 0 || env.has('TINI_KILL_PROCESS_GROUP'),
    forgiven,
  };
}
