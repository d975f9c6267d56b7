import { basename, dirname } from './basename.ts';
import { cat } from './cat.ts';
import { cp } from './cp.ts';
import { cut } from './cut.ts';
import { date } from './date.ts';
import { echo } from './echo.ts';
import { env, printenv } from './env.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { id } from './id.ts';
import { kill } from './kill.ts';
import { ln } from './ln.ts';
import { ls } from './ls/ls.ts';
import { mkdir } from './mkdir.ts';
import { mv } from './mv.ts';
import { printf } from './printf.ts';
import { ps } from './ps.ts';
import { pwd } from './pwd.ts';
import { readlink } from './readlink.ts';
import { rm } from './rm.ts';
import { rmdir } from './rmdir.ts';
import { seq } from './seq.ts';
import { sleep } from './sleep.ts';
import { arch, clear, groups, logname, nproc, sync, tty } from './small-output.ts';
import { sort } from './sort.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { bracket, test } from './test.ts';
import { touch } from './touch.ts';
import { tr } from './tr.ts';
import { falseTool, trueTool } from './true.ts';
import { uname } from './uname.ts';
import { uniq } from './uniq.ts';
import { wc } from './wc.ts';
import { which } from './which.ts';
import { whoami } from './whoami.ts';
import { yes } from './yes.ts';
import { COLD_TOOLS } from './cold-tools.ts';
import { lazyTools } from './lazy-tools.ts';
import { netTools } from './net/index.ts';
import type { Program } from '../kernel/process.ts';
import type { Flavour } from './tool/call.ts';
import { coldProgram, type ColdTool } from './tool/cold.ts';
import { programOf, type Tool } from './tool/tool.ts';

/** Programs that are there from the start: what a learner types first. */
const TOOLS: readonly Tool[] = [
  arch,
  basename,
  bracket,
  cat,
  clear,
  cp,
  cut,
  date,
  dirname,
  echo,
  egrep,
  env,
  falseTool,
  fgrep,
  grep,
  groups,
  head,
  hostname,
  id,
  kill,
  ln,
  logname,
  ls,
  mkdir,
  mv,
  nproc,
  printenv,
  printf,
  ps,
  pwd,
  readlink,
  rm,
  rmdir,
  seq,
  sleep,
  sort,
  sync,
  tail,
  tee,
  test,
  touch,
  tr,
  trueTool,
  tty,
  uname,
  uniq,
  wc,
  which,
  whoami,
  yes,
  ...lazyTools,
  ...netTools,
];

const BY_NAME: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));
const COLD: ReadonlyMap<string, ColdTool> = new Map(COLD_TOOLS.map((tool) => [tool.name, tool]));

/** The program of a name as one flavour has it; undefined where it has none. */
export function findProgram(name: string, flavour: Flavour): Program | undefined {
  const tool = BY_NAME.get(name);
  if (tool !== undefined) return programOf(tool, flavour);
  const cold = COLD.get(name);
  return cold && coldProgram(cold, flavour);
}

const namesWith = (flavour: Flavour): string[] =>
  [
    ...TOOLS.filter((tool) => tool[flavour] !== undefined),
    ...COLD_TOOLS.filter(({ who }) => who === 'both' || who === flavour),
  ]
    .map(({ name }) => name)
    .sort();

/** What a GNU system has. */
export const gnuNames = (): string[] => namesWith('gnu');

/** What BusyBox has, in its order. */
export const appletNames = (): string[] => namesWith('busybox');
