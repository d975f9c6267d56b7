import { decode } from '../../kernel/bytes.ts';
import { getParameter } from '../parameter.ts';
import type { Shell } from '../shell.ts';

/** `~`, `~user`, `~+` and `~-` at the start of a word; undefined when it isn't one of them. */
export function expandTilde(shell: Shell, prefix: string): string | undefined {
  if (prefix === '~') return getParameter(shell, 'HOME') ?? homeOf(shell, userName(shell));
  if (prefix === '~+') return getParameter(shell, 'PWD');
  if (prefix === '~-') return getParameter(shell, 'OLDPWD');
  return homeOf(shell, prefix.slice(1));
}

/** Replaces the tilde at the start of a literal text, if there is one. */
export function withTilde(shell: Shell, text: string): string {
  if (!text.startsWith('~')) return text;
  const slash = text.indexOf('/');
  const prefix = slash < 0 ? text : text.slice(0, slash);
  const home = expandTilde(shell, prefix);
  return home === undefined ? text : home + text.slice(prefix.length);
}

/** In the value of an assignment a tilde counts behind each colon too. */
export const withTildes = (shell: Shell, text: string): string =>
  text.includes('~')
    ? text
        .split(':')
        .map((part) => withTilde(shell, part))
        .join(':')
    : text;

function account(shell: Shell, fits: (fields: readonly string[]) => boolean): readonly string[] | undefined {
  const { fs } = shell.process;
  if (!fs.exists('/etc/passwd')) return undefined;
  return decode(fs.readFile('/etc/passwd'))
    .split('\n')
    .map((line) => line.split(':'))
    .find(fits);
}

const homeOf = (shell: Shell, user: string): string | undefined => account(shell, ([name]) => name === user)?.[5];

/** Name of the shell's user, from /etc/passwd. */
export function userName(shell: Shell): string {
  const { uid } = shell.process.credentials;
  return account(shell, (fields) => fields[2] === String(uid))?.[0] ?? 'I have no name!';
}
