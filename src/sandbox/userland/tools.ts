import { basename, dirname } from './basename.ts';
import { cat } from './cat.ts';
import { cp } from './cp.ts';
import { echo } from './echo.ts';
import { env, printenv } from './env.ts';
import { gosu } from './gosu.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { id } from './id.ts';
import { kill } from './kill.ts';
import { ln } from './ln.ts';
import { ls } from './ls/ls.ts';
import { mkdir } from './mkdir.ts';
import { mv } from './mv.ts';
import { ps } from './ps.ts';
import { pwd } from './pwd.ts';
import { readlink } from './readlink.ts';
import { realpath } from './realpath.ts';
import { rm } from './rm.ts';
import { rmdir } from './rmdir.ts';
import { seq } from './seq.ts';
import { setpriv } from './setpriv.ts';
import { sleep } from './sleep.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { cut } from './cut.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { printf } from './printf.ts';
import { sort } from './sort.ts';
import { tr } from './tr.ts';
import { uniq } from './uniq.ts';
import type { Tool } from './tool/tool.ts';
import { touch } from './touch.ts';
import { falseTool, trueTool } from './true.ts';
import { uname } from './uname.ts';
import { wc } from './wc.ts';
import { whoami } from './whoami.ts';
import { yes } from './yes.ts';

const TOOLS: readonly Tool[] = [
  basename,
  cut,
  egrep,
  fgrep,
  grep,
  printf,
  sort,
  tr,
  uniq,
  cat,
  cp,
  dirname,
  echo,
  env,
  falseTool,
  gosu,
  head,
  hostname,
  id,
  kill,
  ln,
  ls,
  mkdir,
  mv,
  printenv,
  ps,
  pwd,
  readlink,
  realpath,
  rm,
  rmdir,
  seq,
  setpriv,
  sleep,
  tail,
  tee,
  touch,
  trueTool,
  uname,
  wc,
  whoami,
  yes,
];

const BY_NAME: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));

export const findTool = (name: string): Tool | undefined => BY_NAME.get(name);

/** What a GNU system has. */
export const gnuNames = (): string[] =>
  TOOLS.filter(({ gnu }) => gnu !== undefined)
    .map(({ name }) => name)
    .sort();

/** What BusyBox has, in its order. */
export const appletNames = (): string[] =>
  TOOLS.filter(({ busybox }) => busybox !== undefined)
    .map(({ name }) => name)
    .sort();
