import { isDone, jobLine } from './jobs.ts';
import type { Shell } from './shell.ts';

/** Before a prompt: says which background jobs have ended, and forgets them. */
export async function announceJobs(shell: Shell): Promise<void> {
  for (const job of [...shell.jobs.all]) {
    if (!isDone(job)) continue;
    if (!job.disowned) await shell.say(`${jobLine(shell, job)}\n`);
    for (const child of job.processes) await shell.process.wait(child);
    shell.jobs.remove(job);
  }
}
