import type { Assignment, Command, Word } from 'unbash';
import { Errno } from '../kernel/errno.ts';
import { assign } from './assign.ts';
import { builtins } from './builtins/index.ts';
import type { Builtin } from './builtin.ts';
import { ExpansionError, Flow, ForkError, Interrupted, ShellError } from './error.ts';
import { adjoinSubstitutions } from './expand/adjoin.ts';
import { expandValue, expandWords } from './expand/word.ts';
import { runExternal } from './external.ts';
import { callFunction } from './function.ts';
import { closeSubstitutions } from './substitution.ts';
import { withRedirections } from './redirect.ts';
import type { Shell } from './shell.ts';
import { runCondition } from './trap.ts';
import { copyVariable } from './variables.ts';
import { traceCommand } from './trace.ts';

/** Builtins that read `name=(…)` themselves, and keep a prefixed assignment in POSIX shells. */
const DECLARING = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);
const SPECIAL = new Set([
  '.',
  ':',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'trap',
  'unset',
]);

/** Runs a simple command: assignments, redirections, words. */
export async function runSimple(shell: Shell, node: Command, last: boolean): Promise<number> {
  shell.position = node.pos;
  shell.substitutionStatus = undefined;
  if (shell.traps.has('DEBUG')) await runCondition(shell, 'DEBUG');
  const before = shell.substitutions;
  shell.substitutions = [];
  try {
    return await runParts(shell, node, last);
  } finally {
    closeSubstitutions(shell);
    shell.substitutions = before;
  }
}

async function runParts(shell: Shell, node: Command, last: boolean): Promise<number> {
  const assignments = node.prefix.filter((part): part is Assignment => part.type === 'Assignment');
  const words = node.name === undefined ? [] : await expandCommand(shell, node.name, node);
  const [name, ...args] = words;
  if (name === undefined) {
    for (const assignment of assignments) await assignAlone(shell, assignment);
    const status = shell.substitutionStatus ?? 0;
    return withRedirections(shell, node.redirects, async () => status);
  }
  const found = shell.functions.get(name);
  const builtin = builtinOf(shell, name);
  const keeps = builtin !== undefined && SPECIAL.has(name) && shell.dialect.name !== 'bash';
  const restore = keeps ? () => {} : await assignBefore(shell, assignments);
  if (keeps) for (const assignment of assignments) await assignAlone(shell, assignment);
  try {
    if (shell.option('xtrace')) await traceCommand(shell, words);
    if (found !== undefined) {
      return await withRedirections(shell, node.redirects, () => callFunction(shell, name, found, args));
    }
    if (builtin !== undefined) {
      const keep = name === 'exec' && args.length === 0;
      try {
        return await withRedirections(shell, node.redirects, () => runBuiltin(shell, name, builtin, args), { keep });
      } catch (error) {
        if (!keeps || shell.interactive || !(error instanceof ShellError) || error instanceof ExpansionError)
          throw error;
        // POSIX: a redirection of a special builtin that fails ends the shell.
        await shell.complain(error.message);
        throw new Flow('exit', error.status);
      }
    }
    return await runExternal(shell, words, { redirections: node.redirects, last, node });
  } finally {
    restore();
    const lastWord = words.at(-1);
    if (lastWord !== undefined) shell.lastArgument = lastWord;
  }
}

export function builtinOf(shell: Shell, name: string): Builtin | undefined {
  return shell.dialect.without.has(name) || !Object.hasOwn(builtins, name) ? undefined : builtins[name];
}

/** What a shell says of a system call that failed in a builtin: bash of a write, dash of an I/O error. */
function faultText({ dialect }: Shell, name: string, { code, path, message }: Errno): string {
  const writes = name === 'echo' || name === 'printf';
  const failedWrite = path === undefined && (writes || code === 'EBADF' || code === 'ENOSPC' || code === 'EPIPE');
  if (!failedWrite) return `${name}: ${path === undefined ? '' : `${path}: `}${message}`;
  return dialect.name === 'dash' && writes ? `${name}: ${name}: I/O error` : `${name}: write error: ${message}`;
}

/** BusyBox tells no line where echo couldn't write, and nothing at all where printf couldn't. */
async function complainOfFault(shell: Shell, name: string, error: Errno): Promise<void> {
  if (shell.dialect.name !== 'ash' || error.path !== undefined || (name !== 'echo' && name !== 'printf')) {
    return shell.complain(faultText(shell, name, error));
  }
  if (name === 'echo') await shell.say(`${shell.source.name}: write error: ${error.message}\n`);
}

/** Runs a builtin; a system call that fails is told under its name. */
export async function runBuiltin(
  shell: Shell,
  name: string,
  builtin: Builtin,
  args: readonly string[],
): Promise<number> {
  const before = shell.builtin;
  shell.builtin = name;
  try {
    return await builtin(shell, args, name);
  } catch (error) {
    if (error instanceof Errno) {
      if (error.code === 'EINTR' && shell.interrupted) throw new Interrupted();
      if (error.code === 'EINTR') return 130;
      await complainOfFault(shell, name, error);
      return 1;
    }
    if (error instanceof ShellError && !(error instanceof ExpansionError)) {
      if (error.message !== '') await shell.complain(`${name}: ${error.message}`);
      if (SPECIAL.has(name) && shell.dialect.name !== 'bash' && !shell.interactive) throw new Flow('exit', 2);
      return error.status;
    }
    throw error;
  } finally {
    shell.builtin = before;
  }
}

async function expandCommand(shell: Shell, name: Word, node: Command): Promise<string[]> {
  const declares = DECLARING.has(name.text) && builtinOf(shell, name.text) !== undefined;
  const words = await expandWords(shell, [name]);
  shell.assignments = [];
  for (const argument of adjoinSubstitutions(node.args)) {
    if (argument.type === 'Word') words.push(...(await expandWords(shell, [argument])));
    else if (declares) words.push(await declarationWord(shell, argument));
    else words.push(...(await expandWords(shell, [assignmentWord(argument)])));
  }
  return words;
}

/** An argument of declare: its value isn't split; an array waits in `shell.assignments`. */
async function declarationWord(shell: Shell, assignment: Assignment): Promise<string> {
  const head = `${assignment.name}${assignment.index === undefined ? '' : `[${assignment.index.text}]`}${assignment.append === true ? '+=' : '='}`;
  if (assignment.value.type === 'ArrayValue') {
    shell.assignments.push(assignment);
    return `${head}(`;
  }
  return head + (await expandValue(shell, assignment.value));
}

const plainWords = new WeakMap<Assignment, Word>();

/** `name=value` as an argument like any other. */
function assignmentWord(assignment: Assignment): Word {
  const known = plainWords.get(assignment);
  if (known !== undefined) return known;
  const { value, text, pos, end } = assignment;
  const head = text.slice(0, text.indexOf('=') + 1);
  const literal = { type: 'Literal' as const, pos, end, text: head, value: head };
  const word: Word =
    value.type === 'ArrayValue'
      ? { type: 'Word', text, value: text, pos, end }
      : value.parts === undefined
        ? { type: 'Word', text, value: head + value.value, pos, end }
        : { type: 'Word', text, value: head + value.value, pos, end, parts: [literal, ...value.parts] };
  plainWords.set(assignment, word);
  return word;
}

/** An assignment that no command follows: an error gives up the whole line. */
async function assignAlone(shell: Shell, assignment: Assignment): Promise<void> {
  try {
    await assign(shell, assignment);
  } catch (error) {
    if (!(error instanceof ShellError) || error instanceof ExpansionError || error instanceof ForkError) throw error;
    const posix = shell.dialect.name !== 'bash';
    const message = posix ? error.message.replace(': readonly variable', ': is read only') : error.message;
    throw new ExpansionError(message, { status: posix ? 2 : 1, exits: posix });
  }
}

/** Sets variables for the time of one command; the answer puts them back. */
async function assignBefore(shell: Shell, assignments: readonly Assignment[]): Promise<() => void> {
  if (assignments.length === 0) return () => {};
  const saved = assignments.map(({ name }) => [name, copyVariable(shell.variables.own(name))] as const);
  for (const assignment of assignments) {
    await assignAlone(shell, assignment);
    shell.variables.demand(assignment.name).exported = true;
  }
  return () => {
    for (const [name, variable] of saved.reverse()) shell.variables.put(name, variable);
  };
}
