import { Errno } from '../../kernel/errno.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import { parseSignal, type Signal, signalOf, SIGNALS } from '../../kernel/signal.ts';
import type { Process } from '../../kernel/process.ts';
import type { Builtin } from '../builtin.ts';
import { Interrupted, ShellError } from '../error.ts';
import { waitForJob } from '../foreground.ts';
import { isDone, isStopped, type Job, jobLine, stateText } from '../jobs.ts';
import { readOptions, refuseNumber } from '../options.ts';
import type { Shell } from '../shell.ts';
import { signalDescription } from '../signal-text.ts';
import { runPendingTraps } from '../trap.ts';
import { signalTable } from './trap.ts';

function demandJob(shell: Shell, spec: string | undefined): Job {
  const job = spec === undefined ? shell.jobs.current : shell.jobs.select(spec);
  if (job === undefined) refuseJob(shell, spec);
  return job;
}

function refuseJob({ dialect }: Shell, spec: string | undefined): never {
  if (dialect.name === 'bash') throw new ShellError(`${spec ?? 'current'}: no such job`);
  if (spec === undefined) throw new ShellError('No current job', 2);
  throw new ShellError(dialect.name === 'dash' ? `No such job: ${spec}` : `${spec}: no such job`, 2);
}

export const jobs: Builtin = async (shell, args, name) => {
  const { flags, rest } = await readOptions(
    shell,
    name,
    args,
    'lnprs',
    'jobs [-lnprs] [jobspec ...] or jobs -x command [args]',
  );
  const chosen = rest.length > 0 ? rest.map((spec) => demandJob(shell, spec)) : [...shell.jobs.all];
  for (const job of chosen) {
    if (flags.has('r') && stateText(job) !== 'Running') continue;
    if (flags.has('s') && stateText(job) !== 'Stopped') continue;
    await shell.process.out(
      flags.has('p') ? `${job.processes[0]?.pid ?? 0}\n` : `${jobLine(shell, job, { pids: flags.has('l') })}\n`,
    );
  }
  for (const job of chosen) if (isDone(job)) await forget(shell, job);
  return 0;
};

async function forget(shell: Shell, job: Job): Promise<void> {
  for (const child of job.processes) await shell.process.wait(child);
  shell.jobs.remove(job);
}

export const fg: Builtin = async (shell, [spec]) => {
  if (!shell.jobControl && shell.dialect.name === 'bash') throw new ShellError('no job control');
  const job = demandJob(shell, spec);
  await shell.process.out(`${job.text}\n`);
  continueJob(shell, job);
  const status = (await waitForJob(shell, job)).at(-1);
  return status === undefined ? 0 : exitCode(status);
};

export const bg: Builtin = async (shell, args) => {
  if (!shell.jobControl && shell.dialect.name === 'bash') throw new ShellError('no job control');
  for (const spec of args.length > 0 ? args : [undefined]) {
    const job = demandJob(shell, spec);
    continueJob(shell, job);
    shell.lastBackground = job.processes.at(-1)?.pid;
    await shell.process.out(`[${job.id}]${shell.jobs.mark(job)} ${job.text} &\n`);
  }
  return 0;
};

function continueJob(shell: Shell, job: Job): void {
  shell.jobs.makeCurrent(job);
  for (const child of job.processes) if (child.status === undefined) shell.process.kill(child, 'CONT');
}

export const disown: Builtin = async (shell, args) => {
  const chosen = args.includes('-a')
    ? [...shell.jobs.all]
    : args.filter((word) => !word.startsWith('-')).map((spec) => jobOf(shell, spec));
  for (const job of chosen.length > 0 ? chosen : [demandJob(shell, undefined)]) {
    if (args.includes('-h')) job.disowned = true;
    else shell.jobs.remove(job);
  }
  return 0;
};

function jobOf(shell: Shell, spec: string): Job {
  const job = /^\d+$/.test(spec) ? shell.jobs.byPid(Number(spec)) : shell.jobs.select(spec);
  if (job === undefined) throw new ShellError(`${spec}: no such job`);
  return job;
}

/** Waits for one thing, or stops when a trapped signal comes: 128 + its number. */
async function untilEnd(shell: Shell, ended: () => boolean): Promise<number | undefined> {
  while (!ended()) {
    try {
      await shell.process.waitForChildChange({ interruptible: true });
    } catch (error) {
      if (!(error instanceof Errno) || error.code !== 'EINTR') throw error;
      const [signal] = shell.pending;
      if (signal === undefined && shell.interactive) return 130;
      if (shell.interrupted) throw new Interrupted();
      if (signal === undefined) continue;
      await runPendingTraps(shell);
      return 128 + SIGNALS[signal];
    }
  }
  return undefined;
}

export const wait: Builtin = async (shell, args, name) => {
  const letters = { bash: 'fnp:', dash: '', ash: 'n' }[shell.dialect.name];
  const { flags, rest } = await readOptions(shell, name, args, letters, 'wait [-fn] [-p var] [id ...]');
  if (flags.has('n')) return waitNext(shell, rest);
  if (rest.length === 0) {
    const interrupted = await untilEnd(shell, () =>
      shell.jobs.all.every((job) => isDone(job) || stateText(job) === 'Stopped'),
    );
    if (interrupted !== undefined) return interrupted;
    for (const job of [...shell.jobs.all]) if (isDone(job)) await report(shell, job);
    return 0;
  }
  let status = 0;
  for (const spec of rest) {
    if (shell.dialect.name !== 'bash' && !/^(?:%|\d+$)/.test(spec)) refuseNumber(shell, spec, '');
    const job = spec.startsWith('%') ? shell.jobs.select(spec) : shell.jobs.byPid(Number(spec));
    if (job === undefined) {
      const known = shell.jobs.ended.get(Number(spec));
      if (known === undefined) await refuse(shell, spec);
      status = known ?? 127;
      continue;
    }
    const interrupted = await untilEnd(shell, () => isDone(job));
    if (interrupted !== undefined) return interrupted;
    status = await report(shell, job);
  }
  return status;
};

async function refuse(shell: Shell, spec: string): Promise<void> {
  if (shell.dialect.name !== 'bash') return;
  if (spec.startsWith('%')) await shell.complain(`wait: ${spec}: no such job`);
  else if (/^\d+$/.test(spec)) await shell.complain(`wait: pid ${spec} is not a child of this shell`);
  else await shell.complain(`wait: \`${spec}': not a pid or valid job spec`);
}

async function waitNext(shell: Shell, specs: readonly string[]): Promise<number> {
  const chosen = () => (specs.length > 0 ? specs.map((spec) => jobOf(shell, spec)) : shell.jobs.all);
  if (chosen().length === 0) return 127;
  const interrupted = await untilEnd(shell, () => chosen().some(isDone));
  if (interrupted !== undefined) return interrupted;
  const job = chosen().find(isDone);
  return job === undefined ? 127 : report(shell, job);
}

/** Takes the status of a job that has ended; says so if a signal ended it. */
async function report(shell: Shell, job: Job): Promise<number> {
  const last = job.processes.at(-1);
  if (shell.interactive) await shell.say(`${jobLine(shell, job)}\n`);
  await forget(shell, job);
  const status = last?.status;
  if (status === undefined) return 0;
  if (
    status.kind === 'killed' &&
    !shell.interactive &&
    shell.dialect.name === 'bash' &&
    status.signal !== 'INT' &&
    status.signal !== 'PIPE' &&
    status.signal !== 'TERM'
  ) {
    await shell.say(
      `${shell.prefix}${String(last?.pid ?? 0).padStart(5)} ${signalDescription(status.signal).padEnd(23)} ${job.text}\n`,
    );
  }
  if (status.kind === 'killed' && shell.dialect.name !== 'bash')
    await shell.say(`${signalDescription(status.signal)}\n`);
  return exitCode(status);
}

export const kill: Builtin = async (shell, args) => {
  let words = args;
  let signal: Signal | 0 = 'TERM';
  const [first] = words;
  if (first === undefined) {
    if (shell.dialect.name === 'dash')
      throw new ShellError('Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]', 2);
    if (shell.dialect.name === 'ash') {
      await shell.say(`${shell.name}: you need to specify whom to kill\n`);
      return 1;
    }
    await shell.say('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n');
    return 2;
  }
  if (first === '-l' || first === '-L') return listSignals(shell, words.slice(1));
  if (first === '-s' || first === '-n') {
    signal = await signalNamed(shell, words[1] ?? '');
    words = words.slice(2);
  } else if (first !== '--' && first.startsWith('-')) {
    signal = await signalNamed(shell, first.slice(1));
    words = words.slice(1);
  }
  if (words[0] === '--') words = words.slice(1);
  let status = 0;
  for (const word of words) if (!(await killOne(shell, word, signal))) status = 1;
  return status;
};

async function signalNamed(shell: Shell, text: string): Promise<Signal | 0> {
  if (text === '0') return 0;
  const signal = parseSignal(text);
  if (signal !== undefined) return signal;
  const { name } = shell.dialect;
  if (name === 'dash') throw new ShellError(`Illegal option -${text.charAt(0)}`, 2);
  if (name === 'bash') throw new ShellError(`${text}: invalid signal specification`);
  await shell.say(`${shell.name}: bad signal name '${text}'\n`);
  throw new ShellError('');
}

async function killOne(shell: Shell, word: string, signal: Signal | 0): Promise<boolean> {
  const { process } = shell;
  if (!/^%|^-?\d+$/.test(word)) {
    if (shell.dialect.name === 'dash') refuseNumber(shell, word, '');
    if (shell.dialect.name === 'ash') await shell.say(`${shell.name}: invalid number '${word}'\n`);
    else await shell.complain(`kill: ${word}: arguments must be process or job IDs`);
    return false;
  }
  try {
    const chosen = targets(shell, word);
    // A stopped job would not hear it. @see bash jobs.c, kill_pid
    const wakes = shell.dialect.name === 'bash' && ['TERM', 'HUP'].includes(String(signal)) && word.startsWith('%');
    const stopped = wakes && isStopped(demandJob(shell, word));
    for (const target of chosen) process.kill(target, signal);
    if (stopped) for (const target of chosen) process.kill(target, 'CONT');
    process.checkSignals();
    return true;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const bash = shell.dialect.name === 'bash';
    if (bash) await shell.complain(`kill: (${word}) - ${error.message}`);
    else if (shell.dialect.name === 'dash')
      await shell.complain(`kill: ${error.message}
`);
    else
      await shell.say(`${shell.name}: can't kill pid ${word}: ${error.message}
`);
    return false;
  }
}

function targets(shell: Shell, word: string): readonly Process[] {
  const { process } = shell;
  if (word.startsWith('%')) {
    const job = demandJob(shell, word);
    const leader = job.processes[0];
    return shell.jobControl && leader !== undefined
      ? groupOf(shell, leader)
      : job.processes.filter(({ status }) => status === undefined);
  }
  const pid = Number(word);
  const found =
    pid > 0 ? [process.find(pid)] : pid === 0 ? groupOf(shell, process) : groupOf(shell, process.find(-pid));
  const alive = found.filter((target) => target !== undefined);
  if (alive.length === 0) throw new Errno('ESRCH');
  return alive;
}

function groupOf(shell: Shell, leader: Process | undefined): Process[] {
  return [...shell.process.namespaces.pid.processes.values()].filter(
    ({ group, status }) => group === leader?.group && status === undefined,
  );
}

async function listSignals(shell: Shell, words: readonly string[]): Promise<number> {
  if (words.length === 0) {
    const names = Object.keys(SIGNALS);
    const plain =
      shell.dialect.name === 'dash'
        ? `0\n${names.join('\n')}\n`
        : names.map((name, index) => `${String(index + 1).padStart(2)}) ${name}\n`).join('');
    await shell.process.out(shell.dialect.name === 'bash' ? signalTable() : plain);
    return 0;
  }
  for (const word of words) {
    const number = /^\d+$/.test(word) ? Number(word) % 128 : undefined;
    const signal = number === undefined ? parseSignal(word) : signalOf(number);
    if (signal === undefined) throw new ShellError(`${word}: invalid signal specification`);
    await shell.process.out(`${number === undefined ? SIGNALS[signal] : signal}\n`);
  }
  return 0;
}
