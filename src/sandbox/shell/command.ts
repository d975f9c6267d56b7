import type { CommandNode } from 'unbash';
import { exitCode } from '../kernel/exit-status.ts';
import { calculate } from './expand/arithmetic.ts';
import { runArithmeticFor, runCase, runFor, runIf, runSelect, runWhile } from './compound.ts';
import { runTest } from './condition.ts';
import { ShellError } from './error.ts';
import { giveTerminal, waitForeground } from './foreground.ts';
import { forkPatiently, forkShell } from './fork.ts';
import { defineFunction } from './function.ts';
import { runStatements } from './list.ts';
import { withRedirections } from './redirect.ts';
import { runText } from './run-text.ts';
import type { Shell } from './shell.ts';
import { runSimple } from './simple.ts';

/** Runs a command in a shell that was forked for it: parentheses need no second fork. */
export const runForked = (subshell: Shell, node: CommandNode): Promise<number> =>
  node.type === 'Subshell' ? runStatements(subshell, node.body.commands, true) : runCommand(subshell, node, true);

/** Runs a command. @param last nothing comes after it: an external program may take the shell's place */
export async function runCommand(shell: Shell, node: CommandNode, last: boolean): Promise<number> {
  switch (node.type) {
    case 'Command':
      return runSimple(shell, node, last);
    case 'Redirected':
      return withRedirections(shell, node.redirects, () => runCommand(shell, node.command, false));
    case 'Subshell': {
      const { body } = node;
      const group = shell.jobControl ? { group: 'new' as const } : {};
      const child = await forkPatiently(shell, () =>
        forkShell(shell, new Map(), (subshell) => runStatements(subshell, body.commands, true), group),
      );
      giveTerminal(shell, child);
      const text = shell.source.text.slice(node.pos, node.end);
      const status = (await waitForeground(shell, [child], text)).at(-1);
      return status === undefined ? 0 : exitCode(status);
    }
    case 'BraceGroup':
      return runStatements(shell, node.body.commands);
    case 'If':
      return runIf(shell, node);
    case 'While':
      return runWhile(shell, node);
    case 'For':
      return runFor(shell, node);
    case 'ArithmeticFor':
      return runArithmeticFor(shell, node);
    case 'Case':
      return runCase(shell, node);
    case 'Select':
      return runSelect(shell, node);
    case 'Function':
      return defineFunction(shell, node);
    case 'ArithmeticCommand':
      return shell.dialect.name === 'bash' ? arithmeticCommand(shell, node.body) : nestedSubshell(shell, node.body);
    case 'TestCommand':
      if (!shell.dialect.extended) {
        await shell.complain('[[: not found');
        return 127;
      }
      return (await runTest(shell, node.expression)) ? 0 : 1;
    case 'Coproc':
      if (shell.dialect.name === 'bash') throw new ShellError('drydock: not simulated: coproc', 1);
      await shell.complain(shell.dialect.notFound('coproc'));
      return 127;
  }
}

/** `((a))` is a subshell in a subshell where there is no arithmetic command. */
const nestedSubshell = (shell: Shell, body: string): Promise<number> =>
  runText(shell, `( (${body}) )`, { name: shell.source.name, line: shell.line });

async function arithmeticCommand(shell: Shell, body: string): Promise<number> {
  try {
    return (await calculate(shell, body)) === 0n ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    throw new ShellError(`((: ${error.message}`);
  }
}
