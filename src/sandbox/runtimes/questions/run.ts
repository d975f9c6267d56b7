import type { Host } from '../../host/host.ts';
import type { RunAnswer } from './question.ts';

/** Runs a command beside the reader's shells: a `bash -c` of its own, in the directory where commands begin. */
export async function run(host: Host, command: string, limitMs: number): Promise<RunAnswer> {
  const { exit, stdout, stderr } = await host.run(command, { timeout: limitMs });
  return { exit, output: stdout + stderr };
}
