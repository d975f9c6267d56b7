/** @see https://github.com/docker-library/busybox */
import type { Recipe } from '../recipe.ts';
import { copiedLibraries } from '../../libraries.ts';
import { directory, link, program, text } from '../recipe.ts';

const APPLETS = `[ [[ acpid addgroup adduser arch arp arping ash awk base64 basename bc blkid bunzip2 bzcat bzip2 cal cat chgrp chmod
  chown chpasswd chroot cksum clear cmp comm cp cpio crond crontab cryptpw cut date dc dd delgroup deluser df diff dirname dmesg
  dos2unix du echo ed egrep env expand expr factor false fgrep find flock fold free fsync ftpget ftpput fuser getopt getty grep
  groups gunzip gzip halt hd head hexdump hostid hostname httpd id ifconfig inetd init install ip ipcalc ipcs kill killall
  killall5 less link ln logger login logname ls lsof lspci lsusb md5sum mesg mkdir mkfifo mknod mkpasswd mktemp more mount
  mountpoint mv nc netstat nice nl nohup nologin nproc nsenter nslookup od passwd paste patch pgrep pidof ping ping6 pkill pmap
  printenv printf ps pstree pwd pwdx readlink realpath renice reset resize rev rm rmdir route run-parts sed seq setpriv setsid
  sh sha1sum sha256sum sha3sum sha512sum shred shuf sleep sort split stat strings stty su sum sync sysctl tac tail tar taskset
  tee telnet telnetd test tftp time timeout top touch tr traceroute true truncate tty umount uname unexpand uniq unix2dos unlink
  unshare unxz unzip uptime usleep uudecode uuencode vi vlock w watch wc wget which who whoami xargs xxd xz xzcat yes zcat`;

const PASSWD = `root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
bin:x:2:2:bin:/bin:/bin/false
sys:x:3:3:sys:/dev:/bin/false
sync:x:4:100:sync:/bin:/bin/sync
mail:x:8:8:mail:/var/spool/mail:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
operator:x:37:37:Operator:/var:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
`;

const GROUP =
  'root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 mail:8 kmem:9 wheel:10 www-data:33 utmp:43 staff:50 users:100 nobody:65534'
    .split(' ')
    .map((entry) => `${entry.replace(':', ':x:')}:\n`)
    .join('');

/** What its programs want; that of musl is static. */
const LIBRARIES = ['libc.so.6', 'libm.so.6', 'libresolv.so.2'];

const recipe = (libc: string, size: string): Recipe => ({
  created: '2026-05-13',
  builder: '',
  steps: `${size} BusyBox 1.38.0 (${libc}), ${libc === 'musl' ? 'Alpine 3.23.5' : 'Debian 13'}
!CMD ["sh"]`,
  files: () => [
    ...'dev etc home proc root sys usr/sbin usr/bin var var/spool/mail var/www'
      .split(' ')
      .map((path) => directory(`/${path}`)),
    directory('/root', 0o700),
    directory('/tmp', 0o1777),
    { ...program('/bin/busybox', 1_200_000), runs: 'busybox-hub' },
    ...APPLETS.split(/\s+/).map((name) => link(`/bin/${name}`, 'busybox')),
    link('/usr/bin/env', '../../bin/env'),
    ...(libc === 'glibc' ? copiedLibraries(LIBRARIES) : []),
    text('/etc/passwd', PASSWD),
    text('/etc/group', GROUP),
  ],
});

export const glibc = recipe('glibc', '4.43MB');
export const musl = recipe('musl', '1.68MB');
