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
import { ps } from './ps/ps.ts';
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
import type { Tool } from './tool/tool.ts';

/** What a learner types first: one module, fetched beside the first prompt. */
export const HOT_TOOLS: readonly Tool[] = [
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
];
