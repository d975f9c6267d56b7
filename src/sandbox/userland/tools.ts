import { base32, base64 } from './base64.ts';
import { basename, dirname } from './basename.ts';
import { su, sudo } from './become-user.ts';
import { cat } from './cat.ts';
import { md5sum, sha1sum, sha256sum } from './checksum.ts';
import { chgrp, chmod, chown } from './chmod.ts';
import { cmp } from './cmp.ts';
import { cp } from './cp.ts';
import { cut } from './cut.ts';
import { date } from './date.ts';
import { dd } from './dd.ts';
import { df } from './df.ts';
import { du } from './du.ts';
import { hexdump, od, xxd } from './dump.ts';
import { echo } from './echo.ts';
import { env, printenv } from './env.ts';
import { expr } from './expr.ts';
import { find } from './find.ts';
import { gosu } from './gosu.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { id } from './id.ts';
import { kill } from './kill.ts';
import { column, comm, expand, fold, join, nl, paste, rev, shuf, split, strings, tac, unexpand } from './line-tools.ts';
import { ln } from './ln.ts';
import { ls } from './ls/ls.ts';
import { dmesg, free, getent, sysctl, uptime, w, who } from './machine-state.ts';
import { link, mkfifo, mknod, mktemp, truncate, unlink } from './make-node.ts';
import { mkdir } from './mkdir.ts';
import { mount, mountpoint, umount } from './mount.ts';
import { mv } from './mv.ts';
import { apt, aptCache, aptGet, bzip2, dpkg, nano, vi, vim, xz } from './not-simulated.ts';
import { less, more } from './pager.ts';
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
import { stty } from './stty.ts';
import { tail } from './tail.ts';
import { gunzip, gzip, tar, zcat } from './tar.ts';
import { tee } from './tee.ts';
import { bracket, test } from './test.ts';
import { top } from './top.ts';
import { touch } from './touch.ts';
import { tr } from './tr.ts';
import { falseTool, trueTool } from './true.ts';
import { uname } from './uname.ts';
import { uniq } from './uniq.ts';
import { watch } from './watch.ts';
import { wc } from './wc.ts';
import { which } from './which.ts';
import { whoami } from './whoami.ts';
import { xargs } from './xargs.ts';
import { yes } from './yes.ts';
import { lazyTools } from './lazy-tools.ts';
import { netTools } from './net/index.ts';
import type { Tool } from './tool/tool.ts';

const TOOLS: readonly Tool[] = [
  apt,
  aptCache,
  aptGet,
  arch,
  base32,
  base64,
  basename,
  bracket,
  bzip2,
  cat,
  chgrp,
  chmod,
  chown,
  chroot,
  clear,
  cmp,
  column,
  comm,
  cp,
  cut,
  date,
  dd,
  df,
  dirname,
  dmesg,
  dpkg,
  du,
  echo,
  egrep,
  env,
  expand,
  expr,
  falseTool,
  fgrep,
  find,
  fold,
  free,
  getent,
  gosu,
  grep,
  groups,
  gunzip,
  gzip,
  head,
  hexdump,
  hostname,
  id,
  join,
  kill,
  killall,
  less,
  link,
  ln,
  logname,
  ls,
  md5sum,
  mkdir,
  mkfifo,
  mknod,
  mktemp,
  more,
  mount,
  mountpoint,
  mv,
  nano,
  nice,
  nl,
  nohup,
  nproc,
  od,
  paste,
  pgrep,
  pidof,
  pkill,
  printenv,
  printf,
  ps,
  pwd,
  readlink,
  realpath,
  rev,
  rm,
  rmdir,
  sed,
  seq,
  setpriv,
  setsid,
  sha1sum,
  sha256sum,
  shuf,
  sleep,
  sort,
  split,
  stat,
  strings,
  stty,
  su,
  sudo,
  sync,
  sysctl,
  tac,
  tail,
  tar,
  tee,
  test,
  time,
  timeout,
  top,
  touch,
  tr,
  trueTool,
  truncate,
  tty,
  umount,
  uname,
  unexpand,
  uniq,
  unlink,
  uptime,
  vi,
  vim,
  w,
  watch,
  wc,
  which,
  who,
  whoami,
  xargs,
  xxd,
  xz,
  yes,
  zcat,
  ...lazyTools,
  ...netTools,
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
