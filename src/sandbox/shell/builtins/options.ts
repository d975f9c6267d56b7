import type { Builtin } from '../builtin.ts';
import { ShellError } from '../error.ts';
import { refuseOption } from '../options.ts';
import { plainDeclaration } from '../declaration.ts';
import { OPTION_OF_LETTER } from '../parameter.ts';
import type { Shell } from '../shell.ts';

/** Names of `set -o`, in the order of its list. */
const SET_OPTIONS = [
  'allexport', 'braceexpand', 'emacs', 'errexit', 'errtrace', 'functrace', 'hashall', 'histexpand', 'history', 'ignoreeof',
  'interactive-comments', 'keyword', 'monitor', 'noclobber', 'noexec', 'noglob', 'nolog', 'notify', 'nounset', 'onecmd',
  'physical', 'pipefail', 'posix', 'privileged', 'verbose', 'vi', 'xtrace',
]; // prettier-ignore

/** The same of dash and of ash. */
const DASH_OPTIONS = [
  'errexit',
  'noglob',
  'ignoreeof',
  'interactive',
  'monitor',
  'noexec',
  'stdin',
  'xtrace',
  'verbose',
  'vi',
  'emacs',
  'noclobber',
  'allexport',
  'notify',
  'nounset',
  'privileged',
  'nolog',
  'debug',
];
const ASH_OPTIONS = [
  'errexit',
  'noglob',
  'ignoreeof',
  'monitor',
  'noexec',
  'xtrace',
  'verbose',
  'noclobber',
  'allexport',
  'notify',
  'nounset',
  'errtrace',
  'vi',
  'pipefail',
];

export const set: Builtin = async (shell, args) => {
  if (args.length === 0) {
    let text = '';
    for (const [name, variable] of shell.variables.entries()) {
      const line = plainDeclaration(name, variable, shell.dialect);
      if (line !== undefined) text += `${line}\n`;
    }
    await shell.process.out(text);
    return 0;
  }
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--' || word === '-') {
      shell.positional = args.slice(at + 1);
      return 0;
    }
    if (!/^[-+]./.test(word)) break;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = args[++at];
        if (name === undefined) await showOptions(shell, on);
        else if (shell.dialect.name === 'dash' && (name === 'pipefail' || !SET_OPTIONS.includes(name))) {
          throw new ShellError(`Illegal option -o ${name}`, 2);
        } else if (!SET_OPTIONS.includes(name)) {
          if (shell.dialect.name === 'ash') {
            await shell.complain(`set: illegal option -o ${name}`);
            return 1;
          }
          await shell.complain(`set: ${name}: invalid option name`);
          return 2;
        } else turn(shell, name, on);
        continue;
      }
      const name = OPTION_OF_LETTER.get(letter);
      if (name === undefined) {
        return refuseOption(
          shell,
          'set',
          word.charAt(0) + letter,
          'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
        );
      }
      if (name === 'monitor' && on && shell.dialect.name !== 'bash' && shell.process.terminal === undefined)
        await shell.complain("set: can't access tty; job control turned off");
      else turn(shell, name, on);
    }
  }
  if (at < args.length) shell.positional = args.slice(at);
  return 0;
};

function turn(shell: Shell, name: string, on: boolean): void {
  if (on) shell.options.add(name);
  else shell.options.delete(name);
  if (name === 'monitor') shell.jobControl = on && shell.process.terminal !== undefined;
}

async function showOptions(shell: Shell, table: boolean): Promise<void> {
  const { name: dialect } = shell.dialect;
  if (dialect !== 'bash' && table) await shell.process.out(dialect === 'dash' ? 'Current option settings\n' : '');
  const names = dialect === 'bash' ? SET_OPTIONS : dialect === 'dash' ? DASH_OPTIONS : ASH_OPTIONS;
  const lines = names.map((name) => {
    const on = shell.option(name);
    return table
      ? `${name.padEnd(15)}${dialect === 'bash' ? '\t' : ' '}${on ? 'on' : 'off'}\n`
      : `set ${on ? '-' : '+'}o ${name}\n`;
  });
  await shell.process.out(lines.join(''));
}

const SHOPT = [
  'autocd', 'cdable_vars', 'cdspell', 'checkhash', 'checkjobs', 'checkwinsize', 'cmdhist', 'direxpand', 'dotglob',
  'execfail', 'expand_aliases', 'extdebug', 'extglob', 'extquote', 'failglob', 'globasciiranges', 'globskipdots', 'globstar',
  'gnu_errfmt', 'histappend', 'histreedit', 'histverify', 'hostcomplete', 'huponexit', 'inherit_errexit', 'lastpipe',
  'lithist', 'localvar_inherit', 'login_shell', 'mailwarn', 'nocaseglob', 'nocasematch', 'nullglob', 'progcomp',
  'promptvars', 'restricted_shell', 'shift_verbose', 'sourcepath', 'xpg_echo',
]; // prettier-ignore

export const shopt: Builtin = async (shell, args) => {
  const letters = new Set<string>();
  let at = 0;
  for (; /^-[suqpo]+$/.test(args[at] ?? ''); at++) for (const letter of (args[at] ?? '').slice(1)) letters.add(letter);
  const known = letters.has('o') ? SET_OPTIONS : SHOPT;
  const names = args.slice(at);
  let status = 0;
  for (const name of names.length > 0 ? names : known) {
    if (!known.includes(name)) {
      await shell.complain(`shopt: ${name}: invalid ${letters.has('o') ? '' : 'shell '}option name`);
      status = 1;
    } else if (names.length > 0 && (letters.has('s') || letters.has('u'))) turn(shell, name, letters.has('s'));
    else {
      const on = shell.option(name);
      if (names.length > 0 && !on) status = 1;
      if (letters.has('q') || (letters.has('s') && !on) || (letters.has('u') && on)) continue;
      const line = letters.has('p') ? `shopt -${on ? 's' : 'u'} ${name}` : `${name.padEnd(15)}\t${on ? 'on' : 'off'}`;
      await shell.process.out(`${line}\n`);
    }
  }
  return status;
};
