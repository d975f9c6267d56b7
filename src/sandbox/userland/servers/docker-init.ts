import { Errno } from '../../kernel/errno.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { type Signal, SIGNALS } from '../../kernel/signal.ts';
import { signalDescription } from '../../shell/signal-text.ts';
import { lookUp } from '../tool/run-program.ts';
import { readInit, type InitOptions } from './docker-init-options.ts';

/** Signals that it keeps to itself. @see tini.c, configure_signals */
const OWN: readonly Signal[] = [
  'KILL',
  'STOP',
  'CHLD',
  'FPE',
  'ILL',
  'SEGV',
  'BUS',
  'ABRT',
  'TRAP',
  'SYS',
  'TTIN',
  'TTOU',
];

const NOT_FIRST = `Tini is not running as PID 1 and isn't registered as a child subreaper.
Zombie processes will not be re-parented to Tini, so zombie reaping won't work.
To fix the problem, use the -s option or set the environment variable TINI_SUBREAPER to register Tini as a child subreaper, or run Tini as PID 1.`;

/** What -v asks to hear, by the number of times. */
const LEVELS = ['FATAL', 'WARN ', 'INFO ', 'DEBUG', 'TRACE'] as const;

function fork(process: Process, argv: readonly string[]): Process | Errno {
  try {
    return process.spawn({ argv, group: 'new', program: (self) => become(self, argv) });
  } catch (error) {
    if (error instanceof Errno) return error;
    throw error;
  }
}

/** tini 0.19, which Docker calls docker-init: runs a program, hands signals on to it, and waits for orphans. */
export const dockerInit: Program = async (process) => {
  const options = await readInit(process);
  if (typeof options === 'number') return options;
  const { argv } = options;
  const pid = process.pidIn(process.namespaces.pid) ?? 0;
  const say = async (level: (typeof LEVELS)[number], text: string) => {
    if (LEVELS.indexOf(level) <= options.verbosity) await process.err(`[${level} tini (${pid})] ${text}\n`);
  };
  if (pid !== 1) await say('WARN ', NOT_FIRST);
  const child = fork(process, argv);
  if (child instanceof Errno) {
    await say('FATAL', `fork failed: ${child.message}`);
    return 1;
  }
  if (process.terminal !== undefined) process.terminal.foreground = child;
  const passed: Signal[] = [];
  for (const signal of Object.keys(SIGNALS) as Signal[]) {
    if (OWN.includes(signal)) continue;
    process.onSignal(signal, () => {
      passed.push(signal);
      for (const target of targetsOf(options, child)) target.deliver(signal, process);
    });
  }
  await say('INFO ', `Spawned child process '${argv[0] ?? ''}' with pid '${pidOf(child, process)}'`);
  for (;;) {
    const ended = await nextEnd(process);
    for (const signal of passed.splice(0)) {
      await say('DEBUG', `Passing signal: '${signalDescription(signal)}'`);
      await say('TRACE', 'No child to reap');
    }
    if (ended === undefined) continue;
    await say('DEBUG', 'Received SIGCHLD');
    await say('DEBUG', `Reaped child with pid: '${pidOf(ended, process)}'`);
    if (ended !== child) {
      if (options.warns) await say('WARN ', `Reaped zombie process with pid=${pidOf(ended, process)}`);
      continue;
    }
    const { status } = child;
    if (status === undefined) continue;
    await say(
      'INFO ',
      status.kind === 'killed'
        ? `Main child exited with signal (with signal '${signalDescription(status.signal)}')`
        : `Main child exited normally (with status '${status.code}')`,
    );
    await say('TRACE', process.children.size === 0 ? 'No child to wait' : 'No child to reap');
    await say('TRACE', 'Exiting: child has exited');
    const code = exitCode(status);
    return options.forgiven.has(code) ? 0 : code;
  }
};

const pidOf = (child: Process, process: Process): number => child.pidIn(process.namespaces.pid) ?? 0;

const targetsOf = ({ wholeGroup }: InitOptions, child: Process): readonly Process[] =>
  wholeGroup ? [...child.kernel.processes.values()].filter(({ group }) => group === child.group) : [child];

async function become(self: Process, argv: readonly string[]): Promise<number> {
  try {
    return await self.exec(lookUp(self, argv));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await self.err(
      `[FATAL tini (${self.pidIn(self.namespaces.pid) ?? 0})] exec ${argv[0] ?? ''} failed: ${error.message}\n`,
    );
    return error.code === 'ENOENT' ? 127 : 126;
  }
}

async function nextEnd(process: Process): Promise<Process | undefined> {
  try {
    return await process.waitAny({ interruptible: true });
  } catch (error) {
    if (error instanceof Errno && error.code === 'EINTR') return undefined;
    throw error;
  }
}
