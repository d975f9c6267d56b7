import type { CommandExpansionPart } from 'unbash';
import { type Bytes, concat, decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { forkPatiently, forkShell } from '../fork.ts';
import { runScript } from '../list.ts';
import type { Shell } from '../shell.ts';
import { waitForChild } from '../wait.ts';
import { expandText } from './word.ts';

/** `$(…)`: runs the commands in a subshell and takes what they print, without the newlines at its end. */
export async function substituteCommand(shell: Shell, part: CommandExpansionPart): Promise<string> {
  const { script } = part;
  if (script === undefined) return '';
  const file = await onlyFile(shell, part);
  if (file !== undefined) return file;
  const [reader, writer] = shell.process.pipe();
  const child = await forkPatiently(shell, () =>
    forkShell(shell, new Map([[1, writer]]), (subshell) => {
      subshell.options.delete('monitor');
      if (!subshell.option('inherit_errexit')) subshell.options.delete('errexit');
      return runScript(subshell, script);
    }),
  );
  reader.retain();
  const chunks: Bytes[] = [];
  let size = 0;
  try {
    for (let chunk = await reader.read(shell.process, 65_536); chunk !== null;) {
      chunks.push(chunk);
      shell.checkLength((size += chunk.length));
      shell.weigh(chunk.length);
      chunk = await reader.read(shell.process, 65_536);
    }
  } finally {
    reader.release();
    shell.weigh(-size);
  }
  shell.status = shell.substitutionStatus = await waitForChild(shell, child);
  const bytes = concat(chunks);
  const text = decode(bytes.includes(0) ? bytes.filter((octet) => octet !== 0) : bytes);
  return text.replace(/\n+$/, '');
}

/** `$(<file)` reads the file without a process. */
async function onlyFile(shell: Shell, { script }: CommandExpansionPart): Promise<string | undefined> {
  const command = script?.commands.length === 1 ? script.commands[0]?.command : undefined;
  if (command?.type !== 'Command' || command.name !== undefined || command.prefix.length !== 1) return undefined;
  const [redirect] = command.redirects;
  if (redirect?.type !== 'Redirect' || redirect.operator !== '<' || redirect.target === undefined) return undefined;
  const path = await expandText(shell, redirect.target);
  try {
    const file = shell.process.open(path).retain();
    const chunks: Bytes[] = [];
    for (let chunk = await file.read(shell.process, 65_536); chunk !== null;) {
      chunks.push(chunk);
      chunk = await file.read(shell.process, 65_536);
    }
    file.release();
    shell.substitutionStatus = 0;
    return decode(concat(chunks)).replace(/\n+$/, '');
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await shell.complain(`${path}: ${error.message}`);
    shell.substitutionStatus = 1;
    return '';
  }
}
