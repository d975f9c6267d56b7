import type { Shell } from './shell.ts';

/** Closes the pipes of `<(…)` once the command that read them is done; its process ends by itself. */
export function closeSubstitutions(shell: Shell): void {
  const { process } = shell;
  if (process.status !== undefined) return;
  for (const { fd } of shell.substitutions) if (process.files.has(fd)) process.closeFile(fd);
}
