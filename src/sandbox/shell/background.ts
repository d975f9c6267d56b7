import type { Statement } from 'unbash';
import { runForked } from './command.ts';
import { forkPatiently, forkShell } from './fork.ts';
import { runAndOr } from './list.ts';
import type { Shell } from './shell.ts';

/** `command &` */
export async function runBackground(shell: Shell, statement: Statement): Promise<number> {
  const text = shell.source.text.slice(statement.pos, statement.end).replace(/\s*&?\s*$/, '');
  const noInput = !shell.jobControl && shell.file(0) !== undefined ? nullInput(shell) : new Map();
  const child = await forkPatiently(shell, () =>
    forkShell(
      shell,
      noInput,
      (subshell) => {
        if (!shell.jobControl) {
          subshell.process.onSignal('INT', 'ignore');
          subshell.process.onSignal('QUIT', 'ignore');
        }
        const { command } = statement;
        return command.type === 'Subshell' ? runForked(subshell, command) : runAndOr(subshell, command, true);
      },
      shell.jobControl ? { group: 'new' } : {},
    ),
  );
  shell.lastBackground = child.pid;
  const job = shell.jobs.add([child], text);
  if (shell.interactive && shell.dialect.name === 'bash') await shell.say(`[${job.id}] ${child.pid}\n`);
  return 0;
}

/** Without job control a background command reads nothing. */
function nullInput(shell: Shell) {
  const { process } = shell;
  return process.fs.exists('/dev/null') ? new Map([[0, process.open('/dev/null')]]) : new Map();
}
