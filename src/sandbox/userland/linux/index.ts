import { lazily } from '../tool/lazy.ts';
import type { Tool } from '../tool/tool.ts';
import { NAMESPACE_OPTIONS } from './namespaces.ts';
import { unsimulated } from '../not-simulated.ts';

const UTIL_LINUX = 'util-linux 2.38.1';

/** Programs that make, enter and show what a container is made of; their code comes when they are first called. */
export const linuxTools: readonly Tool[] = [
  {
    name: 'unshare',
    about: 'Run a program with some namespaces unshared from the parent.',
    gnu: {
      short: 'fmuinpCTUrR:w:S:G:c',
      long: `${NAMESPACE_OPTIONS} fork=f map-user: map-group: map-root-user=r map-current-user=c map-auto map-users: map-groups: kill-child:: mount-proc:: propagation: setgroups: keep-caps root:=R wd:=w setuid:=S setgid:=G monotonic: boottime:`,
      usage: '[options] [<program> [<argument>...]]',
      package: UTIL_LINUX,
      leading: true,
    },
    busybox: {
      short: 'fmuinpUr',
      long: 'mount::=m uts::=u ipc::=i net::=n pid::=p user::=U fork=f map-root-user=r mount-proc:: propagation: setgroups:',
      usage: '[OPTIONS] [PROG ARGS]',
      leading: true,
    },
    run: lazily(async () => (await import('./unshare.ts')).runUnshare),
  },
  {
    name: 'nsenter',
    about: 'Run a program with namespaces of other processes.',
    gnu: {
      short: 'aFt:m::u::i::n::p::C::U::T::S:G:r::w::W:Z',
      long: `${NAMESPACE_OPTIONS} all=a target:=t setuid:=S setgid:=G preserve-credentials root::=r wd::=w wdns:=W no-fork=F follow-context=Z`,
      usage: '[options] [<program> [<argument>...]]',
      package: UTIL_LINUX,
      leading: true,
    },
    busybox: {
      short: 'Ft:m::u::i::n::p::U::S:G:r::w::',
      long: 'mount::=m uts::=u ipc::=i net::=n pid::=p user::=U target:=t setuid:=S setgid:=G preserve-credentials root::=r wd::=w no-fork=F',
      usage: '[OPTIONS] [PROG ARGS]',
      leading: true,
    },
    run: lazily(async () => (await import('./nsenter.ts')).runNsenter),
  },
  {
    name: 'lsns',
    about: 'List system namespaces.',
    gnu: {
      short: 'Jlno:p:ruWt:T::',
      long: 'json=J list=l noheadings=n output:=o output-all task:=p raw=r notruncate=u nowrap=W type:=t tree::=T',
      usage: '[options] [<namespace>]',
      package: UTIL_LINUX,
    },
    run: lazily(async () => (await import('./lsns.ts')).runLsns),
  },
  {
    name: 'findmnt',
    about: 'Find a (mounted) filesystem.',
    gnu: {
      short: 'AabcCd:DefF:iJklmN:no:O:Pp::RrS:st:T:M:UuvVw:xy',
      long: 'all=A ascii=a bytes=b df=D first-only=f invert=i json=J kernel=k list=l task:=N noheadings=n output:=o output-all options:=O pairs=P poll::=p pseudo real submounts=R raw=r source:=S fstab=s types:=t target:=T mountpoint:=M tree uniq=U notruncate=u nofsroot=v verify=x shadowed',
      usage: '[options]\n[options] <device> | <mountpoint>\n[options] <device> <mountpoint>',
      package: UTIL_LINUX,
    },
    run: lazily(async () => (await import('./findmnt.ts')).runFindmnt),
  },
  {
    name: 'pivot_root',
    about: 'Change the root filesystem.',
    gnu: { long: '', usage: '[options] new_root put_old', package: UTIL_LINUX },
    busybox: { usage: 'NEW_ROOT PUT_OLD' },
    run: lazily(async () => (await import('./pivot-root.ts')).runPivotRoot),
  },
  {
    name: 'prlimit',
    about: 'Show or change the resource limits of a process.',
    gnu: {
      short: 'p:o:c::d::e::f::i::l::m::n::q::r::s::t::u::v::x::y::',
      long: 'pid:=p output:=o noheadings raw verbose core::=c data::=d nice::=e fsize::=f sigpending::=i memlock::=l rss::=m nofile::=n msgqueue::=q rtprio::=r stack::=s cpu::=t nproc::=u as::=v locks::=x rttime::=y',
      usage: '[options] [--<resource>=<limit>] [-p PID]\n[options] [--<resource>=<limit>] COMMAND',
      package: UTIL_LINUX,
      leading: true,
    },
    run: lazily(async () => (await import('./prlimit.ts')).runPrlimit),
  },
  {
    name: 'capsh',
    about: 'Show and change capabilities',
    gnu: { raw: true },
    run: lazily(async () => (await import('./capsh.ts')).runCapsh),
  },
  {
    name: 'getpcaps',
    about: 'Show the capabilities of processes',
    gnu: { raw: true },
    run: lazily(async () => (await import('./capsh.ts')).runGetpcaps),
  },
  {
    name: 'systemctl',
    about: 'Tell of services',
    gnu: { raw: true },
    run: lazily(async () => (await import('./systemctl.ts')).runSystemctl),
  },
  {
    name: 'systemd-cgls',
    about: 'Recursively show control group contents.',
    gnu: { short: 'alkM:', long: 'all=a full=l no-pager', usage: '[OPTIONS...] [CGROUP...]', package: 'systemd 257' },
    run: lazily(async () => (await import('./systemd-cgls.ts')).runCgls),
  },
  {
    name: 'systemd-run',
    about: 'Run the specified command in a transient scope.',
    gnu: {
      short: 'p:u:qt',
      long: 'scope property:=p unit:=u quiet=q slice: user same-dir description: collect',
      usage: '[OPTIONS...] COMMAND [ARGUMENTS...]',
      package: 'systemd 257',
      leading: true,
    },
    run: lazily(async () => (await import('./systemd-run.ts')).runSystemdRun),
  },
  unsimulated('journalctl', 'Read the journal', 'docker logs and docker events are'),
  unsimulated('systemd-nspawn', 'Run a container of systemd', ''),
  unsimulated('debootstrap', 'Install a Debian system', 'docker export CONTAINER | tar -x makes a root file system'),
  unsimulated('losetup', 'Loop devices', ''),
  unsimulated('cgcreate', 'Make control groups', 'mkdir /sys/fs/cgroup/NAME does it'),
  unsimulated('strace', 'Trace system calls', ''),
];
