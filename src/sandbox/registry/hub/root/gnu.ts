import type { ImageFile } from '../../image-tree.ts';
import { debianLibraries } from '../../libraries.ts';
import { directory, link, programs, text } from '../recipe.ts';

/** Executables of Debian's required packages; Ubuntu has the same. */
const USR_BIN = `[ apt apt-cache apt-cdrom apt-config apt-get apt-key apt-mark arch awk>/etc/alternatives/awk b2sum base32 base64
  basename basenc bash cat chage chattr chcon chfn chgrp chmod choom chown chrt chsh cksum clear cmp comm cp csplit cut dash
  date dd debconf debconf-show delpart df diff diff3 dir dircolors dirname dmesg dnsdomainname>hostname domainname>hostname dpkg
  dpkg-deb dpkg-divert dpkg-query dpkg-split dpkg-statoverride dpkg-trigger du echo egrep env expand expiry expr factor
  faillog fallocate false fgrep fincore find findmnt flock fmt fold getconf getent getopt gpasswd gpgv grep groups
  gunzip gzexe gzip hardlink head hostid hostname i386>setarch iconv id infocmp install ionice ipcmk ipcrm ipcs
  ischroot join last lastlog ldd link linux32>setarch linux64>setarch ln locale localedef logger login logname ls lsattr
  lsblk lscpu lsfd lsipc lsirq lslocks lslogins lsmem lsns mawk mcookie md5sum mesg mkdir mkfifo mknod mktemp more mount
  mountpoint mv namei nawk>/etc/alternatives/nawk newgrp nice nl nohup nproc nsenter numfmt od
  pager>/etc/alternatives/pager partx passwd paste pathchk perl pidof>/sbin/killall5 pinky pldd pr printenv printf prlimit
  ptx pwd rbash>bash readlink realpath renice reset>tset resizepart rev rgrep rm rmdir run-parts runcon savelog script sdiff
  sed seq setarch setpriv setsid setterm sg>newgrp sh>dash sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep
  sort split stat stdbuf stty su sum sync tabs tac tail tar taskset tee tempfile test tic timeout toe touch tput tr true
  truncate tset tsort tty uclampset umount uname uncompress unexpand uniq unlink unshare update-alternatives users utmpdump
  vdir wall wc wdctl whereis which>/etc/alternatives/which which.debianutils who whoami x86_64>setarch xargs yes zcat zcmp
  zdiff zgrep zless zmore znew`;
const USR_SBIN = `addgroup>adduser adduser agetty blkid blockdev chgpasswd chpasswd chroot cppw delgroup>deluser deluser
  e2fsck faillock fsck fsfreeze getty>agetty groupadd groupdel groupmod grpck hwclock invoke-rc.d killall5 ldconfig losetup
  mke2fs mkfs mkswap newusers nologin pivot_root pwck runuser service start-stop-daemon swapoff swapon switch_root
  update-passwd update-rc.d useradd userdel usermod vipw wipefs`;
/** The packages procps and iproute2. */
export const PROCPS =
  'free kill pgrep pkill>pgrep pmap ps pwdx skill slabtop snice>skill tload top uptime vmstat w watch';

const DIRECTORIES = `boot dev etc etc/alternatives etc/apt/sources.list.d etc/default etc/init.d etc/profile.d etc/skel home media
  mnt opt proc run srv sys usr/bin usr/games usr/include usr/lib usr/lib64 usr/lib/x86_64-linux-gnu usr/local/bin usr/local/etc
  usr/local/lib usr/local/sbin usr/local/share usr/sbin usr/share usr/src var/backups var/cache/apt/archives var/lib/apt/lists
  var/lib/dpkg var/log/apt var/mail var/opt var/spool`;

const SYSTEM_USERS = `daemon:1:/usr/sbin bin:2:/bin sys:3:/dev games:5:/usr/games:60 man:6:/var/cache/man:12 lp:7:/var/spool/lpd
  mail:8:/var/mail news:9:/var/spool/news uucp:10:/var/spool/uucp proxy:13:/bin www-data:33:/var/www backup:34:/var/backups
  list:38:/var/list irc:39:/run/ircd`;
const SYSTEM_GROUPS = `root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 kmem:15
  dialout:20 fax:21 voice:22 cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38 irc:39
  src:40 shadow:42 utmp:43 video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534`;
const GECOS: Readonly<Record<string, string>> = { list: 'Mailing List Manager', irc: 'ircd' };
const NOLOGIN = '/usr/sbin/nologin';

function passwd(): string {
  const system = SYSTEM_USERS.split(/\s+/).map((entry) => {
    const [name = '', uid = '', home = '', gid = uid] = entry.split(':');
    return `${name}:x:${uid}:${gid}:${GECOS[name] ?? name}:${home}:${NOLOGIN}\n`;
  });
  system.splice(3, 0, 'sync:x:4:65534:sync:/bin:/bin/sync\n');
  const apt = `_apt:x:42:65534::/nonexistent:${NOLOGIN}\n`;
  return `root:x:0:0:root:/root:/bin/bash\n${system.join('')}${apt}nobody:x:65534:65534:nobody:/nonexistent:${NOLOGIN}\n`;
}

const group = (): string =>
  SYSTEM_GROUPS.split(/\s+/)
    .map((entry) => `${entry.replace(':', ':x:')}:\n`)
    .join('');

export const PASSWD = passwd();
export const GROUP = group();

/** One more user and group, for images that add a service's. */
export function withUser(name: string, uid: number, gid: number, home: string, shell = '/bin/false'): ImageFile[] {
  return [
    text('/etc/passwd', `${PASSWD}${name}:x:${uid}:${gid}::${home}:${shell}\n`),
    text('/etc/group', `${GROUP}${name}:x:${gid}:\n`),
  ];
}

/** Debian's bash reads it before the user's own; the prompt that one sees in a container comes from here. */
const SYSTEM_BASHRC = `# System-wide .bashrc file for interactive bash(1) shells.
[ -z "$PS1" ] && return
PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
`;

const BASHRC = `# ~/.bashrc: executed by bash(1) for non-login shells.

# Note: PS1 and umask are already set in /etc/profile. You should not
# need this unless you want different defaults for root.
# PS1='\${debian_chroot:+($debian_chroot)}\\h:\\w\\$ '
# umask 022
`;

/** A root without what names the distribution. */
export function gnuFiles(): ImageFile[] {
  return [
    ...DIRECTORIES.split(/\s+/).map((path) => directory(`/${path}`)),
    directory('/root', 0o700),
    directory('/tmp', 0o1777),
    directory('/var/tmp', 0o1777),
    directory('/run/lock', 0o1777),
    ...['bin', 'sbin', 'lib', 'lib64'].map((name) => link(`/${name}`, `usr/${name}`)),
    link('/var/run', '/run'),
    link('/var/lock', '/run/lock'),
    ...programs('/usr/bin', USR_BIN),
    ...programs('/usr/sbin', USR_SBIN),
    ...debianLibraries(),
    ...['awk', 'nawk'].map((name) => link(`/etc/alternatives/${name}`, '/usr/bin/mawk')),
    link('/etc/alternatives/pager', '/bin/more'),
    link('/etc/alternatives/which', '/usr/bin/which.debianutils'),
    text('/etc/passwd', PASSWD),
    text('/etc/group', GROUP),
    text(
      '/etc/shells',
      '# /etc/shells: valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/rbash\n/usr/bin/rbash\n/usr/bin/dash\n',
    ),
    text(
      '/etc/nsswitch.conf',
      'passwd:         files\ngroup:          files\nshadow:         files\nhosts:          files dns\n',
    ),
    text('/etc/bash.bashrc', SYSTEM_BASHRC),
    text('/root/.bashrc', BASHRC),
    text(
      '/root/.profile',
      '# ~/.profile: executed by Bourne-compatible login shells.\n\nif [ "$BASH" ]; then\n  if [ -f ~/.bashrc ]; then\n    . ~/.bashrc\n  fi\nfi\n\nmesg n 2> /dev/null || true\n',
    ),
    link('/etc/os-release', '../usr/lib/os-release'),
  ];
}
