import { pathNames } from '../../kernel/fs/path-names.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Builtin } from '../builtin.ts';
import { ShellError } from '../error.ts';
import { readOptions } from '../options.ts';
import { getParameter, setParameter } from '../parameter.ts';
import type { Shell } from '../shell.ts';

export const cd: Builtin = async (shell, args, name) => {
  const { flags, rest } = await readOptions(shell, name, args, 'LPe@', 'cd [-L|[-P [-e]] [-@]] [dir]');
  if (rest.length > 1 && shell.dialect.name === 'bash') throw new ShellError('too many arguments');
  const [given] = rest;
  const target =
    given === undefined ? getParameter(shell, 'HOME') : given === '-' ? getParameter(shell, 'OLDPWD') : given;
  if (target === undefined) throw new ShellError(given === '-' ? 'OLDPWD not set' : 'HOME not set');
  const [path, found] = search(shell, target);
  changeDirectory(shell, path, given ?? target, { physical: flags.has('P') || shell.option('physical') });
  if (given === '-' || found) await shell.process.out(`${getParameter(shell, 'PWD') ?? ''}\n`);
  return 0;
};

/** A directory below one of CDPATH. */
function search(shell: Shell, target: string): readonly [string, boolean] {
  if (/^\.{0,2}\//.test(target) || target === '.' || target === '..') return [target, false];
  for (const base of (getParameter(shell, 'CDPATH') ?? '').split(':')) {
    if (base === '') continue;
    const path = `${base}/${target}`;
    const { fs } = shell.process;
    if (fs.exists(path) && fs.stat(path).type === 'directory') return [path, true];
  }
  return [target, false];
}

function changeDirectory(shell: Shell, path: string, shown: string, { physical = false } = {}): void {
  const { process } = shell;
  const before = getParameter(shell, 'PWD') ?? process.cwd;
  const logical = physical ? path : normalize(path.startsWith('/') ? path : `${before}/${path}`);
  try {
    const stat = process.fs.stat(path);
    if (stat.type !== 'directory') throw new Errno('ENOTDIR', path);
    process.fs.access(path, 'x');
    process.become({ cwd: process.fs.exists(logical) ? logical : path });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const { dialect } = shell;
    if (dialect.name === 'bash') throw new ShellError(`${shown}: ${error.message}`);
    throw new ShellError(dialect.name === 'ash' ? `can't cd to ${shown}: ${error.message}` : `can't cd to ${shown}`, 2);
  }
  setParameter(shell, 'OLDPWD', before);
  setParameter(shell, 'PWD', physical ? process.cwd : logical);
  shell.variables.demand('PWD').exported = shell.variables.demand('OLDPWD').exported = true;
}

const normalize = (path: string): string => `/${pathNames(path).join('/')}`;

export const pwd: Builtin = async (shell, args, name) => {
  const { flags } = await readOptions(shell, name, args, 'LP', 'pwd [-LP]');
  await shell.process.out(
    `${flags.has('P') ? shell.process.cwd : (getParameter(shell, 'PWD') ?? shell.process.cwd)}\n`,
  );
  return 0;
};

const shorten = (shell: Shell, path: string): string => {
  const home = getParameter(shell, 'HOME') ?? '';
  if (home === '' || home === '/') return path;
  return path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
};

export const dirs: Builtin = async (shell, args) => {
  if (args.includes('-c')) {
    shell.directories = [];
    return 0;
  }
  const stack = [getParameter(shell, 'PWD') ?? shell.process.cwd, ...shell.directories];
  const shown = args.some((word) => word.includes('l')) ? stack : stack.map((path) => shorten(shell, path));
  const lines = args.some((word) => word.includes('v'))
    ? shown.map((path, index) => `${String(index).padStart(2)}  ${path}`).join('\n')
    : shown.join(args.includes('-p') ? '\n' : ' ');
  await shell.process.out(`${lines}\n`);
  return 0;
};

export const pushd: Builtin = async (shell, args) => {
  const current = getParameter(shell, 'PWD') ?? shell.process.cwd;
  const [target] = args;
  if (target === undefined || /^[+-]\d+$/.test(target)) {
    const stack = [current, ...shell.directories];
    if (target === undefined && stack.length < 2) throw new ShellError('no other directory');
    const turn = target === undefined ? 1 : target.startsWith('+') ? Number(target) : stack.length - 1 + Number(target);
    if (turn < 0 || turn >= stack.length) throw new ShellError(`${target ?? ''}: directory stack index out of range`);
    const turned =
      target === undefined
        ? [stack[1] ?? '/', stack[0] ?? '/', ...stack.slice(2)]
        : [...stack.slice(turn), ...stack.slice(0, turn)];
    changeDirectory(shell, turned[0] ?? '/', turned[0] ?? '/');
    shell.directories = turned.slice(1);
  } else {
    changeDirectory(shell, target, target);
    shell.directories = [current, ...shell.directories];
  }
  return dirs(shell, [], 'dirs');
};

export const popd: Builtin = async (shell) => {
  const [next, ...rest] = shell.directories;
  if (next === undefined) throw new ShellError('directory stack empty');
  changeDirectory(shell, next, next);
  shell.directories = rest;
  return dirs(shell, [], 'dirs');
};
