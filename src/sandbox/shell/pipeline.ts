import type { CommandNode, Pipeline, PipelineNode } from 'unbash';
import { exitCode } from '../kernel/exit-status.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Process } from '../kernel/process.ts';
import { runCommand, runForked } from './command.ts';
import { forkPatiently, forkShell } from './fork.ts';
import { setArray } from './parameter.ts';
import type { Shell } from './shell.ts';
import { giveTerminal, waitForeground } from './foreground.ts';
import { tolerantly } from './list.ts';

/** Runs a pipeline, or a command that is none. */
export async function runPipeline(shell: Shell, node: PipelineNode, last: boolean): Promise<number> {
  if (node.type !== 'Pipeline') {
    const status = await runCommand(shell, node, last);
    if (shell.dialect.name === 'bash') setArray(shell, 'PIPESTATUS', [String(status)]);
    return status;
  }
  const negated = node.prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1;
  const timed = node.prefixes.find((prefix) => prefix.type === 'Time');
  if (timed !== undefined && shell.dialect.name === 'dash') {
    await shell.complain(shell.dialect.notFound('time'));
    return 127;
  }
  const start = shell.process.kernel.clock.now();
  const status = negated
    ? await tolerantly(shell, () => runStages(shell, node, false))
    : await runStages(shell, node, last && timed === undefined);
  if (timed !== undefined) {
    const ms = shell.process.kernel.clock.now() - start;
    await shell.say(timed.posix === undefined ? timeReport(shell, ms) : posixReport(ms));
  }
  return negated ? (status === 0 ? 1 : 0) : status;
}

async function runStages(shell: Shell, { commands, operators }: Pipeline, last: boolean): Promise<number> {
  const [only] = commands;
  if (only === undefined) return 0;
  if (commands.length === 1) return runPipeline(shell, only, last);
  const stages = await startStages(shell, commands, operators);
  const text = shell.source.text.slice(only.pos, commands.at(-1)?.end);
  const statuses = (await waitForeground(shell, stages, text)).map(exitCode);
  if (shell.dialect.name === 'bash') setArray(shell, 'PIPESTATUS', statuses.map(String));
  const failed = shell.option('pipefail') ? statuses.findLast((status) => status !== 0) : undefined;
  return failed ?? statuses.at(-1) ?? 0;
}

async function startStages(
  shell: Shell,
  commands: readonly CommandNode[],
  operators: readonly string[],
): Promise<Process[]> {
  const stages: Process[] = [];
  let input: OpenFile | undefined;
  for (const [index, command] of commands.entries()) {
    const files = new Map<number, OpenFile>();
    if (input !== undefined) files.set(0, input);
    let next: OpenFile | undefined;
    if (index < commands.length - 1) {
      const [reader, writer] = shell.process.pipe();
      files.set(1, writer);
      if (operators[index] === '|&') files.set(2, writer);
      next = reader.retain();
    }
    const leader = stages[0];
    const group = shell.jobControl ? (leader === undefined ? ('new' as const) : leader.group.pid) : undefined;
    const stage = await forkPatiently(
      shell,
      () => forkShell(shell, files, (subshell) => runForked(subshell, command), group === undefined ? {} : { group }),
      { deaf: true },
    );
    input?.release();
    input = next;
    stages.push(stage);
    if (leader === undefined) giveTerminal(shell, stage);
  }
  return stages;
}

/** `time -p` */
const posixReport = (ms: number): string => `real ${(ms / 1000).toFixed(2)}\nuser 0.00\nsys 0.00\n`;

const timeReport = (shell: Shell, ms: number): string => {
  if (shell.dialect.name === 'ash') {
    const spent = `${Math.floor(ms / 60_000)}m ${((ms % 60_000) / 1000).toFixed(2)}s`;
    return `real\t${spent}\nuser\t0m 0.00s\nsys\t0m 0.00s\n`;
  }
  const text = `${Math.floor(ms / 60_000)}m${((ms % 60_000) / 1000).toFixed(3)}s`;
  return `\nreal\t${text}\nuser\t0m0.000s\nsys\t0m0.000s\n`;
};
