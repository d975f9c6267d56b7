import type { Function as FunctionNode } from 'unbash';
import { runCommand } from './command.ts';
import { ExpansionError, Flow } from './error.ts';
import { runStatements } from './list.ts';
import { getParameter } from './parameter.ts';
import type { Shell } from './shell.ts';
import type { Source } from './source.ts';
import { runCondition } from './trap.ts';

/** A function: where its body stands, to be run. */
export interface ShellFunction {
  readonly node: FunctionNode;
  readonly source: Source;
}

export function defineFunction(shell: Shell, node: FunctionNode): number {
  shell.functions.set(node.name.text, { node, source: shell.source });
  return 0;
}

/** Calls a function with arguments of its own. */
export async function callFunction(
  shell: Shell,
  name: string,
  called: ShellFunction,
  args: readonly string[],
): Promise<number> {
  const { positional, source, position, stack, loops } = shell;
  const most = Number(getParameter(shell, 'FUNCNEST') ?? 0);
  const limit = shell.process.kernel.limits.shellDepth;
  const depth = stack.filter(({ kind }) => kind === 'function').length;
  if ((most > 0 && depth >= most) || depth >= limit) {
    throw new ExpansionError(`${name}: maximum function nesting level exceeded (${most > 0 ? most : limit})`);
  }
  shell.stack = [{ name, kind: 'function', callLine: shell.line }, ...stack];
  shell.positional = args;
  shell.source =
    shell.option('commandString') && shell.dialect.name === 'bash' ? called.source.named('environment') : called.source;
  shell.loops = 0;
  shell.variables.enterFunction();
  try {
    const { body } = called.node;
    const status =
      body.type === 'CompoundList' ? await runStatements(shell, body.commands) : await runCommand(shell, body, false);
    await runCondition(shell, 'RETURN');
    return status;
  } catch (error) {
    if (error instanceof Flow && error.kind === 'return') return error.value;
    throw error;
  } finally {
    shell.variables.leaveFunction();
    Object.assign(shell, { positional, source, position, stack, loops });
  }
}
