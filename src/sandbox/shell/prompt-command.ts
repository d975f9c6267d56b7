import { getParameter } from './parameter.ts';
import { expandPrompt } from './prompt.ts';
import { runText } from './run-text.ts';
import type { Shell } from './shell.ts';

/** Runs what PROMPT_COMMAND holds, before a prompt; `$?` is afterwards what it was before. */
export async function runPromptCommand(shell: Shell): Promise<void> {
  const text = getParameter(shell, 'PROMPT_COMMAND') ?? '';
  if (shell.dialect.name !== 'bash' || text === '') return;
  const { status } = shell;
  await runText(shell, text, { name: shell.name.replace(/^-/, ''), line: 1 });
  shell.status = status;
}

/** Shows PS0, between a command that was read and its run. */
export async function showPs0(shell: Shell): Promise<void> {
  const text = getParameter(shell, 'PS0') ?? '';
  if (shell.dialect.name === 'bash' && text !== '') await shell.say(expandPrompt(shell, text));
}
