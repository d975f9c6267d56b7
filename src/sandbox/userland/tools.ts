import { basename, dirname } from './basename.ts';
import { cat } from './cat.ts';
import { chgrp, chmod, chown } from './chmod.ts';
import { cp } from './cp.ts';
import { cut } from './cut.ts';
import { date } from './date.ts';
import { df } from './df.ts';
import { du } from './du.ts';
import { echo } from './echo.ts';
import { env, printenv } from './env.ts';
import { find } from './find.ts';
import { gosu } from './gosu.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { id } from './id.ts';
import { kill } from './kill.ts';
import { ln } from './ln.ts';
import { ls } from './ls/ls.ts';
import { dmesg, free, getent, sysctl, uptime, w, who } from './machine-state.ts';
import { link, mkfifo, mknod, mktemp, truncate, unlink } from './make-node.ts';
import { mkdir } from './mkdir.ts';
import { mount, mountpoint, umount } from './mount.ts';
import { mv } from './mv.ts';
import { printf } from './printf.ts';
import { killall, pgrep, pidof, pkill } from './process-lookup.ts';
import { ps } from './ps.ts';
import { pwd } from './pwd.ts';
import { readlink } from './readlink.ts';
import { realpath } from './realpath.ts';
import { rm } from './rm.ts';
import { rmdir } from './rmdir.ts';
import { chroot, nice, nohup, setsid, time, timeout } from './run-with.ts';
import { sed } from './sed/sed.ts';
import { seq } from './seq.ts';
import { setpriv } from './setpriv.ts';
import { sleep } from './sleep.ts';
import { arch, clear, groups, logname, nproc, sync, tty } from './small-output.ts';
import { sort } from './sort.ts';
import { stat } from './stat.ts';
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
import { xargs } from './xargs.ts';
import { yes } from './yes.ts';
import { lazyTools } from './lazy-tools.ts';
import type { Tool } from './tool/tool.ts';

const TOOLS: readonly Tool[] = [
  arch,
  basename,
  bracket,
  cat,
  chgrp,
  chmod,
  chown,
  chroot,
  clear,
  cp,
  cut,
  date,
  df,
  dirname,
  dmesg,
  du,
  echo,
  egrep,
  env,
  falseTool,
  fgrep,
  find,
  free,
  getent,
  gosu,
  grep,
  groups,
  head,
  hostname,
  id,
  kill,
  killall,
  link,
  ln,
  logname,
  ls,
  mkdir,
  mkfifo,
  mknod,
  mktemp,
  mount,
  mountpoint,
  mv,
  nice,
  nohup,
  nproc,
  pgrep,
  pidof,
  pkill,
  printenv,
  printf,
  ps,
  pwd,
  readlink,
  realpath,
  rm,
  rmdir,
  sed,
  seq,
  setpriv,
  setsid,
  sleep,
  sort,
  stat,
  sync,
  sysctl,
  tail,
  tee,
  test,
  time,
  timeout,
  touch,
  tr,
  trueTool,
  truncate,
  tty,
  umount,
  uname,
  uniq,
  unlink,
  uptime,
  w,
  wc,
  which,
  who,
  whoami,
  xargs,
  yes,
  ...lazyTools,
];

const BY_NAME: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));

export const findTool = (name: string): Tool | undefined => BY_NAME.get(name);

const namesWith = (flavour: 'gnu' | 'busybox'): string[] =>
  TOOLS.filter((tool) => tool[flavour] !== undefined)
    .map(({ name }) => name)
    .sort();

/** What a GNU system has. */
export const gnuNames = (): string[] => namesWith('gnu');

/** What BusyBox has, in its order. */
export const appletNames = (): string[] => namesWith('busybox');
