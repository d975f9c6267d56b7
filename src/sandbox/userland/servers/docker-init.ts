import { Errno } from '../../kernel/errno.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { type Signal, SIGNALS } from '../../kernel/signal.ts';
import { lookUp } from '../tool/run-program.ts';

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

/** `docker-init -- PROGRAM…`, which is tini: runs a program, hands signals on to it, and waits for orphans. */
export const dockerInit: Program = async (process) => {
  const [, ...words] = process.argv;
  const argv = words[0] === '--' ? words.slice(1) : words;
  if (argv.length === 0 || argv[0]?.startsWith('-') === true) {
    await process.err(`drydock: not simulated: ${process.argv.join(' ')}\n`);
    return 126;
  }
  const child = process.spawn({ argv, group: 'new', program: (self) => become(self, argv) });
  if (process.terminal !== undefined) process.terminal.foreground = child;
  for (const signal of Object.keys(SIGNALS) as Signal[]) {
    if (!OWN.includes(signal)) process.onSignal(signal, () => child.deliver(signal));
  }
  for (;;) {
    const ended = await nextEnd(process);
    if (ended === child && child.status !== undefined) return exitCode(child.status);
  }
};

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
