import type { ExitStatus } from '../kernel/exit-status.ts';
import type { Process } from '../kernel/process.ts';
import { isDone, isStopped, type Job, jobLine } from './jobs.ts';
import type { Shell } from './shell.ts';
import { signalDescription } from './signal-text.ts';
import { waitForStatus } from './wait.ts';

/** Waits for the processes of a foreground job, with the terminal in their hands where there is job control. */
export async function waitForeground(
  shell: Shell,
  processes: readonly Process[],
  text: string,
): Promise<readonly ExitStatus[]> {
  if (!shell.jobControl) {
    const statuses: ExitStatus[] = [];
    for (const child of processes) statuses.push(await waitForStatus(shell, child));
    await reportSignal(shell, processes.at(-1), statuses.at(-1), text);
    return statuses;
  }
  const job = shell.jobs.add(processes, text);
  return waitForJob(shell, job);
}

/** Puts a new group into the foreground at once, before its program can ask for the terminal. */
export function giveTerminal(shell: Shell, child: Process): void {
  const { terminal } = shell.process;
  if (shell.jobControl && terminal !== undefined) terminal.foreground = child.group;
}

/** Waits until a job ends or stops. */
export async function waitForJob(shell: Shell, job: Job): Promise<readonly ExitStatus[]> {
  const { process } = shell;
  const terminal = process.terminal;
  const leader = job.processes[0]?.group;
  if (terminal !== undefined && leader !== undefined) terminal.foreground = leader;
  try {
    while (!isDone(job) && !isStopped(job)) await process.waitForChildChange();
  } finally {
    if (terminal !== undefined) terminal.foreground = process.group;
  }
  if (isStopped(job)) {
    shell.jobs.makeCurrent(job);
    await shell.say(`${shell.dialect.name === 'dash' ? '' : '\n'}${jobLine(shell, job)}\n`);
    return [{ kind: 'killed', signal: 'TSTP' }];
  }
  const statuses: ExitStatus[] = [];
  for (const child of job.processes) statuses.push(await process.wait(child));
  shell.jobs.remove(job);
  const last = statuses.at(-1);
  if (last?.kind === 'killed') {
    if (last.signal === 'INT') await shell.say('\n');
    else if (last.signal !== 'PIPE') await shell.say(`${signalDescription(last.signal)}\n`);
  }
  return statuses;
}

/** `bash: line 1:  1234 Killed                  sleep 9`: how a script's child ended. */
async function reportSignal(
  shell: Shell,
  child: Process | undefined,
  status: ExitStatus | undefined,
  text: string,
): Promise<void> {
  if (child === undefined || status?.kind !== 'killed' || status.signal === 'INT' || status.signal === 'PIPE') return;
  const description = signalDescription(status.signal);
  if (shell.dialect.name !== 'bash' || status.signal === 'TERM') {
    await shell.say(`${description}\n`);
    return;
  }
  await shell.say(
    `${shell.prefix}${String(child.pid).padStart(5)} ${description.padEnd(23)} ${text.replace(/^\(\s*/, '( ').replace(/([^\s])\s*\)$/, '$1 )')}\n`,
  );
}
