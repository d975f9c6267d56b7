import { chompTabs } from '../../dockerfile/heredoc.ts';
import type { Run } from '../../dockerfile/instruction.ts';
import { heredocStart } from '../../dockerfile/heredoc.ts';

const DEFAULT_SHELL = ['/bin/sh', '-c'];

export interface RunCommand {
  /** What the process gets. */
  readonly args: readonly string[];
  readonly pipes: readonly { readonly name: string; readonly content: string }[];
  /** Behind the name of the step: ` (set -e...)`. */
  readonly summary: string;
}

function summarize(text: string): string {
  const [first = '', ...more] = text.trim().split('\n');
  return ` (${first}${more.length > 0 ? '...' : ''})`;
}

/** The process of a RUN: its words, the shell's, or a here-document as a script. @see buildkit dockerfile2llb/convert_runmount.go, dispatchRun */
export function runCommand({ command, heredocs }: Run, shell: readonly string[] | undefined): RunCommand {
  const prefix = shell ?? DEFAULT_SHELL;
  if (command.json) return { args: command.words, pipes: [], summary: '' };
  const [line = ''] = command.words;
  const [document] = heredocs;
  if (document === undefined) return { args: [...prefix, line], pipes: [], summary: '' };
  const isScript = heredocs.length === 1 && heredocStart(line) !== undefined;
  if (!isScript) {
    const bodies = heredocs.map(({ name, content }) => `\n${content}${name}`).join('');
    return { args: [...prefix, line + bodies], pipes: [], summary: '' };
  }
  const content = document.chomp ? chompTabs(document.content) : document.content;
  const summary = summarize(content);
  if (!content.startsWith('#!')) return { args: [...prefix, content], pipes: [], summary };
  return {
    args: [...prefix, `/dev/pipes/${document.name}`],
    pipes: [{ name: document.name, content }],
    summary,
  };
}
