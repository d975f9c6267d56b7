import { Errno } from '../../../kernel/errno.ts';
import { exitCode } from '../../../kernel/exit-status.ts';
import { findInPath, loadExecutable } from '../../../kernel/exec.ts';
import type { Program } from '../../../kernel/process.ts';
import type { Signal } from '../../../kernel/signal.ts';

const FORWARDED: readonly Signal[] = ['HUP', 'INT', 'QUIT', 'TERM', 'USR1', 'USR2', 'WINCH', 'CONT'];

/** tini, dumb-init, docker-init: runs a command, hands signals on, reaps orphans. */
export const init: Program = async (process) => {
  const name = (process.argv[0] ?? 'tini').split('/').at(-1) ?? 'tini';
  const rest = process.argv.slice(1);
  let group = name === 'dumb-init';
  while (rest[0]?.startsWith('-') === true) {
    const word = rest.shift() ?? '';
    if (word === '--') break;
    if (word === '--version') {
      await process.out(name === 'dumb-init' ? 'dumb-init v1.2.5\n' : 'tini version 0.19.0\n');
      return 0;
    }
    if (word.includes('g')) group = true;
    if (word === '-p' || word === '-e') rest.shift();
  }
  const [command] = rest;
  if (command === undefined) {
    await process.err(
      `${name} (${name === 'tini' ? 'tini version 0.19.0' : 'dumb-init v1.2.5'})\nUsage: ${name} [OPTIONS] PROGRAM -- [ARGS] | --version\n`,
    );
    return 1;
  }
  try {
    const path = findInPath(process, command, process.env.get('PATH') ?? '/usr/bin:/bin');
    const child = process.spawn({ ...loadExecutable(process, path, rest), group: 'new' });
    if (process.terminal !== undefined) process.terminal.foreground = child.group;
    for (const signal of FORWARDED) {
      process.onSignal(signal, () => {
        const targets = group
          ? [...process.kernel.processes.values()].filter((one) => one.group === child.group)
          : [child];
        for (const target of targets) target.deliver(signal, process);
      });
    }
    for (;;) {
      for (const ended of process.reapEnded())
        if (ended === child && ended.status !== undefined) return exitCode(ended.status);
      await process.waitForChildChange();
    }
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.err(`[FATAL ${name} (${process.pid})] exec ${command} failed: ${error.message}\n`);
    return error.code === 'ENOENT' ? 127 : 126;
  }
};
