import type { AndOr, PipelineNode, Script, Statement } from 'unbash';
import { runBackground } from './background.ts';
import { Discard, ExpansionError, Flow, ForkError, Interrupted, ShellError } from './error.ts';
import { runPipeline } from './pipeline.ts';
import type { Shell } from './shell.ts';
import { Source } from './source.ts';
import { runCondition, runPendingTraps } from './trap.ts';

/** Runs the commands of `$(…)`, `<(…)` and the like. */
export async function runScript(shell: Shell, script: Script): Promise<number> {
  if (script.source === undefined) return runStatements(shell, script.commands, true);
  const { source } = shell;
  shell.source = new Source(script.source, source.name, shell.line);
  try {
    return await runStatements(shell, script.commands, true);
  } finally {
    shell.source = source;
  }
}

/** Runs statements one after another. @param last the shell ends after them: its last command may replace it */
export async function runStatements(shell: Shell, statements: readonly Statement[], last = false): Promise<number> {
  const final = statements.at(-1);
  for (const statement of statements) {
    const pause = shell.step();
    if (pause !== undefined) await pause;
    if (shell.pending.length > 0) await runPendingTraps(shell);
    shell.position = statement.pos;
    if (shell.option('noexec') && !shell.interactive) continue;
    await runStatement(shell, statement, last && statement === final);
    // dash and ash caught it in a command of their own, such as `kill -INT $$`.
    if (shell.interrupted && !shell.interactive) throw new Interrupted();
  }
  if (shell.pending.length > 0) await runPendingTraps(shell);
  return shell.status;
}

async function runStatement(shell: Shell, statement: Statement, last: boolean): Promise<void> {
  try {
    if (statement.background === true) {
      shell.status = await runBackground(shell, statement);
      return;
    }
    shell.status = await runAndOr(shell, statement.command, last);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    shell.status = error.status;
    if (error instanceof ForkError) {
      await shell.complainOfSystem(error.message);
      await shell.process.sleep(error.wait);
      throw new Discard(error.status);
    }
    await shell.complain(error.message);
    if (error instanceof ExpansionError) abandon(shell, error);
    await checkErrors(shell);
  }
}

function abandon(shell: Shell, error: ExpansionError): never {
  if (error.exits && !shell.interactive) throw new Flow('exit', error.status);
  throw new Discard(error.status);
}

export async function runAndOr(shell: Shell, node: AndOr | PipelineNode, last: boolean): Promise<number> {
  if (node.type !== 'AndOr') return runChecked(shell, node, last);
  const [first, ...rest] = node.commands;
  if (first === undefined) return shell.status;
  shell.status = await tolerantly(shell, () => runPipeline(shell, first, false));
  for (const [index, command] of rest.entries()) {
    if ((node.operators[index] === '&&') !== (shell.status === 0)) continue;
    const final = index === rest.length - 1;
    shell.status = final
      ? await runChecked(shell, command, last)
      : await tolerantly(shell, () => runPipeline(shell, command, false));
  }
  return shell.status;
}

/** Runs a pipeline whose failure counts for `set -e` and the ERR trap. */
async function runChecked(shell: Shell, node: PipelineNode, last: boolean): Promise<number> {
  shell.status = await runPipeline(shell, node, last && [...shell.traps.values()].every((action) => action === ''));
  // Lists inside a compound command have been checked where they failed, but a subshell's status counts here.
  if (!(node.type === 'Pipeline' && node.prefixes.some(({ type }) => type === 'Negation'))) await checkErrors(shell);
  return shell.status;
}

async function checkErrors(shell: Shell): Promise<void> {
  if (shell.status === 0 || shell.tolerant > 0) return;
  await runCondition(shell, 'ERR');
  if (shell.option('errexit')) throw new Flow('exit', shell.status);
}

/** Runs what is only a condition: `set -e` doesn't look. */
export async function tolerantly<T>(shell: Shell, work: () => Promise<T>): Promise<T> {
  shell.tolerant++;
  try {
    return await work();
  } finally {
    shell.tolerant--;
  }
}
