import type { ProcessSubstitutionPart } from 'unbash';
import { forkPatiently, forkShell } from '../fork.ts';
import { runScript } from '../list.ts';
import type { Shell } from '../shell.ts';

/** First descriptor that bash tries for `<(…)`; then downwards. */
const HIGHEST = 63;

/** `<(…)` and `>(…)`: a process at the other end of a pipe, and the pipe's name. */
export async function substituteProcess(shell: Shell, part: ProcessSubstitutionPart): Promise<string> {
  const { script, operator } = part;
  const [reader, writer] = shell.process.pipe();
  const [ours, theirs, standard] = operator === '<' ? [reader, writer, 1] : [writer, reader, 0];
  let fd = HIGHEST;
  while (shell.process.files.has(fd)) fd--;
  theirs.retain();
  const child = await forkPatiently(shell, () =>
    forkShell(shell, new Map([[standard, theirs]]), async (subshell) =>
      script === undefined ? 0 : runScript(subshell, script),
    ),
  );
  theirs.release();
  shell.lastBackground = child.pid;
  shell.process.setFile(fd, ours);
  shell.substitutions.push({ fd, child });
  return `/dev/fd/${fd}`;
}
