import type { Builtin } from '../builtin.ts';
import { alias, unalias } from './alias.ts';
import { builtinCommand, command, exec, hash, type } from './command.ts';
import { declare, exportNames, readonlyNames, unset } from './declare.ts';
import { cd, dirs, popd, pushd, pwd } from './directory.ts';
import { breakLoop, continueLoop, evalText, exit, no, returnFrom, shift, yes } from './flow.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { bg, disown, fg, jobs, kill, wait } from './job.ts';
import { set, shopt } from './options.ts';
import { echo } from './output.ts';
import { printf } from './printf.ts';
import { caller, getopts, letValues, times, ulimit, umask } from './process.ts';
import { mapfile, read } from './read.ts';
import { source } from './source.ts';
import { test } from './test.ts';
import { trap } from './trap.ts';
import { UNSIMULATED } from './unsimulated.ts';

/** Every builtin by its name; a dialect says which it lacks. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ...UNSIMULATED,
  '.': source,
  ':': yes,
  '[': test,
  alias,
  bg,
  break: breakLoop,
  builtin: builtinCommand,
  caller,
  cd,
  command,
  continue: continueLoop,
  declare,
  dirs,
  disown,
  echo,
  eval: evalText,
  exec,
  exit,
  export: exportNames,
  false: no,
  fg,
  getopts,
  hash,
  help,
  history,
  jobs,
  kill,
  let: letValues,
  local: declare,
  logout: exit,
  mapfile,
  popd,
  printf,
  pushd,
  pwd,
  read,
  readarray: mapfile,
  readonly: readonlyNames,
  return: returnFrom,
  set,
  shift,
  shopt,
  source,
  test,
  times,
  trap,
  true: yes,
  type,
  typeset: declare,
  ulimit,
  umask,
  unalias,
  unset,
  wait,
};
