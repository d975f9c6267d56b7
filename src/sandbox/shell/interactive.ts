import type { Start } from './arguments.ts';
import { Errno } from '../kernel/errno.ts';
import { Discard, Flow, Interrupted, ShellError } from './error.ts';
import { expandQuotedText } from './expand/arithmetic.ts';
import { loadHistory, saveHistory } from './history-file.ts';
import { announceJobs } from './announce.ts';
import { takeTerminal } from './job-control.ts';
import { LineEditor, type Outcome } from './line-editor/editor.ts';
import { expandHistory } from './line-editor/history-expansion.ts';
import { needsMoreInput } from './parse.ts';
import { getParameter, setParameter } from './parameter.ts';
import { runPromptCommand, showPs0 } from './prompt-command.ts';
import { expandPrompt } from './prompt.ts';
import { readLine } from './read-line.ts';
import { runText } from './run-text.ts';
import type { Shell } from './shell.ts';
import { readStartFiles } from './start-files.ts';
import { runPendingTraps } from './trap.ts';

/** Reads a line with a prompt, whatever stdin is. */
type Reader = (prompt: string) => Promise<Outcome>;

/** A shell that talks to somebody: prompt, history, job control. */
export async function runInteractive(shell: Shell, start: Start): Promise<number> {
  shell.interactive = true;
  const { dialect } = shell;
  for (const name of ['histexpand', 'history', 'emacs', 'expand_aliases'])
    if (dialect.name === 'bash') shell.options.add(name);
  if (start.login) shell.options.add('login_shell');
  const prompt = dialect.name === 'dash' ? (shell.process.uid === 0 ? '# ' : '$ ') : dialect.prompt;
  if (getParameter(shell, 'PS1') === undefined) setParameter(shell, 'PS1', prompt);
  if (getParameter(shell, 'PS2') === undefined) setParameter(shell, 'PS2', '> ');
  const terminal = shell.file(0)?.terminal;
  const editor =
    terminal === undefined || dialect.name === 'dash' || !start.editing
      ? undefined
      : new LineEditor(shell, terminal, {
          bracketedPaste: dialect.name === 'bash' && getParameter(shell, 'TERM') !== 'dumb',
        });
  takeTerminal(shell, () => editor?.resized());
  if (dialect.banner !== undefined) await shell.process.out(dialect.banner);
  await readStartFiles(shell, start);
  if (dialect.name === 'bash') loadHistory(shell);
  const reader: Reader = editor === undefined ? (text) => readPlain(shell, text) : (text) => editor.readLine(text);
  try {
    return await converse(shell, reader);
  } finally {
    if (dialect.name === 'bash' && shell.process.status === undefined) saveHistory(shell);
  }
}

async function readPlain(shell: Shell, prompt: string): Promise<Outcome> {
  await shell.say(prompt.replace(/[\x01\x02]/g, ''));
  try {
    const text = await readLine(shell, 0);
    return text === undefined ? { kind: 'end' } : { kind: 'line', text };
  } catch (error) {
    if (!(error instanceof Errno) || error.code !== 'EINTR') throw error;
    shell.interrupted = false;
    await shell.say('\n');
    return { kind: 'cancelled' };
  }
}

async function converse(shell: Shell, reader: Reader): Promise<number> {
  for (;;) {
    await announceJobs(shell);
    if (shell.pending.length > 0) await guarded(shell, () => runPendingTraps(shell));
    await guarded(shell, () => runPromptCommand(shell));
    const text = await readCommand(shell, reader);
    if (text === undefined) continue;
    if (text === null) {
      if (stoppedJobs(shell)) {
        await shell.say('There are stopped jobs.\n');
        continue;
      }
      if (shell.dialect.name === 'bash') await shell.say(shell.option('login_shell') ? 'logout\n' : 'exit\n');
      else await shell.say('\n');
      return shell.status;
    }
    if (text.trim() === '') continue;
    shell.file(0)?.terminal?.onCommand?.(text.replace(/\n$/, ''));
    await showPs0(shell);
    await guarded(shell, () =>
      runText(shell, text, {
        name: shell.name.replace(/^-/, ''),
        line: shell.inputLine - text.split('\n').length + FIRST_LINE[shell.dialect.name],
      }),
    );
  }
}

/** What is added to the number of lines before: ash counts those of a text from 0. */
const FIRST_LINE = { bash: 1, dash: 1, ash: 2 } as const;

function stoppedJobs(shell: Shell): boolean {
  const stopped = shell.jobs.all.some(({ processes }) => processes.some((process) => process.stopped));
  shell.warnedOfStopped = stopped && !shell.warnedOfStopped;
  return shell.warnedOfStopped;
}

/** Runs something; whatever gives it up leads back to the prompt. */
async function guarded(shell: Shell, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Discard) shell.status = error.status;
    else if (error instanceof Interrupted) {
      shell.status = 130;
      await shell.say('\n');
    } else if (error instanceof ShellError) {
      if (error.message !== '') await shell.complain(error.message);
      shell.status = error.status;
    } else if (error instanceof Flow && error.kind !== 'exit') shell.status = error.kind === 'return' ? error.value : 0;
    else throw error;
  } finally {
    Object.assign(shell, { loops: 0, tolerant: 0, depth: 0, interrupted: false });
    if (shell.process.status === undefined && shell.stack.length > 0) unwind(shell);
  }
}

/** Leaves the functions that an interrupt has cut short. */
function unwind(shell: Shell): void {
  while (shell.variables.inFunction) shell.variables.leaveFunction();
  shell.stack = [];
}

/** Reads lines until they make a whole command. Undefined: given up; null: the end. */
async function readCommand(shell: Shell, reader: Reader): Promise<string | undefined | null> {
  let text = '';
  let entry = '';
  for (let first = true; ; first = false) {
    const outcome = await reader(await promptText(shell, first ? 'PS1' : 'PS2'));
    if (outcome.kind === 'cancelled') {
      shell.status = 130;
      return undefined;
    }
    if (outcome.kind === 'end') {
      if (first) return null;
      remember(shell, entry);
      return text;
    }
    if (outcome.kind === 'line') shell.inputLine++;
    const line = await withHistory(shell, outcome.text);
    if (line === undefined) return undefined;
    entry = first ? line : joined(entry, line, text);
    text += `${line}\n`;
    if (needsMoreInput(text)) continue;
    remember(shell, entry);
    return text;
  }
}

/** bash puts a command of several lines on one line of its history, where that means the same. */
function joined(entry: string, line: string, text: string): string {
  const quoted = /<</.test(text) || (text.match(/(?<!\\)["']/g)?.length ?? 0) % 2 === 1;
  if (quoted) return `${entry}\n${line}`;
  if (entry.endsWith('\\')) return entry.slice(0, -1) + line;
  return /(?:^|[\s;])(?:do|then|else|in|\{|\()$|(?:&&|\|\|?|[;&({])$/.test(entry.trimEnd())
    ? `${entry.trimEnd()} ${line.trimStart()}`
    : `${entry}; ${line.trimStart()}`;
}

function remember(shell: Shell, entry: string): void {
  const control = getParameter(shell, 'HISTCONTROL') ?? '';
  if (entry.trim() === '' || !shell.option('history')) return;
  if (/ignore(?:space|both)/.test(control) && entry.startsWith(' ')) return;
  if (/ignore(?:dups|both)/.test(control) && shell.history.at(-1) === entry) return;
  shell.history.push(entry);
}

async function withHistory(shell: Shell, line: string): Promise<string | undefined> {
  if (!shell.option('histexpand')) return line;
  const found = expandHistory(line, shell.history);
  if ('missing' in found) {
    await shell.say(`${shell.dialect.name}: ${found.missing}\n`);
    shell.status = 1;
    return undefined;
  }
  if (found.text !== line) await shell.say(`${found.text}\n`);
  return found.text;
}

async function promptText(shell: Shell, name: 'PS1' | 'PS2'): Promise<string> {
  const text = getParameter(shell, name) ?? '';
  const { status } = shell;
  const plain = shell.dialect.name === 'dash' ? text : expandPrompt(shell, text);
  const expanded = await expandQuotedText(shell, plain.replaceAll('\\', '\\\\'));
  shell.status = status;
  return expanded;
}
