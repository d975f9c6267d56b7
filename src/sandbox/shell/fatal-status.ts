import type { Shell } from './shell.ts';

/** With which status an unset variable ends a shell: 127 where `bash -c` would have gone on, else 1. */
export function fatalStatus(shell: Shell): number {
  if (shell.dialect.name !== 'bash') return 2;
  return shell.option('commandString') && shell.subshells === 0 && !shell.option('errexit') ? 127 : 1;
}
