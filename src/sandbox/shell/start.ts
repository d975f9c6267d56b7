import { evaluate } from './arithmetic/evaluate.ts';
import { BASH_VERSION } from './parameter.ts';
import { expandTilde } from './expand/tilde.ts';
import type { Shell } from './shell.ts';
import { newVariable, type Variable } from './variables.ts';

/** PATH of a bash that got none. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Sets the variables that a shell begins with: its environment and what it adds of its own. */
export function initialize(shell: Shell): void {
  const { process, variables, dialect } = shell;
  for (const [name, value] of process.env) {
    if (/^[A-Za-z_]\w*$/.test(name)) variables.put(name, { ...newVariable(value), exported: true });
  }
  const set = (name: string, value: string, flags: Partial<Variable> = {}) =>
    variables.put(name, { ...newVariable(value), ...flags });
  const missing = (name: string, value: string, flags: Partial<Variable> = {}) => {
    if (variables.own(name)?.value === undefined) set(name, value, flags);
  };
  set('IFS', ' \t\n');
  set('PWD', process.cwd, { exported: true });
  missing('PATH', DEFAULT_PATH);
  set('PPID', String(process.ppid), { readonly: true, integer: true });
  set('OPTIND', '1');
  set('PS4', '+ ');
  const level = String(
    Number(evaluate(shell, /^\d+$/.test(process.env.get('SHLVL') ?? '') ? (process.env.get('SHLVL') ?? '0') : '0')) + 1,
  );
  if (dialect.name !== 'dash') set('SHLVL', level, { exported: true });
  if (dialect.name !== 'bash') {
    set('PS1', dialect.name === 'dash' && process.uid !== 0 ? '$ ' : dialect.prompt);
    set('PS2', '> ');
    if (dialect.name === 'ash') missing('HOSTNAME', process.namespaces.uts.hostname);
    return;
  }
  set('BASH', process.exe);
  set('BASH_VERSION', BASH_VERSION);
  variables.put('BASH_VERSINFO', {
    ...newVariable(),
    kind: 'indexed',
    readonly: true,
    items: new Map(['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'].map((part, index) => [index, part])),
  });
  set('EUID', String(process.uid), { readonly: true, integer: true });
  set('UID', String(process.uid), { readonly: true, integer: true });
  set('HOSTNAME', process.namespaces.uts.hostname);
  set('HOSTTYPE', 'x86_64');
  set('MACHTYPE', 'x86_64-pc-linux-gnu');
  set('OSTYPE', 'linux-gnu');
  set('OPTERR', '1');
  missing('TERM', 'dumb');
  missing('SHELL', '/bin/bash');
  if (shell.option('commandString')) set('BASH_EXECUTION_STRING', '');
  if (variables.own('HOME') === undefined && shell.interactive) set('HOME', expandTilde(shell, '~') ?? '/');
  if (variables.own('OLDPWD') === undefined) variables.put('OLDPWD', { ...newVariable(), exported: true });
}
