/** @see https://github.com/alpinelinux/docker-alpine and alpine-minirootfs of each release */
import type { Recipe } from '../recipe.ts';
import { muslLibraries } from '../../libraries.ts';
import { directory, link, program, programs, text } from '../recipe.ts';

/** Where Alpine's busybox puts its applets. */
const APPLETS = {
  '/bin': `arch ash base64 bbconfig cat chattr chgrp chmod chown cp date dd df dmesg dnsdomainname dumpkmap echo egrep false
    fatattr fdflush fgrep fsync getopt grep gunzip gzip hostname ionice iostat ipcalc kbd_mode kill link linux32 linux64 ln
    login ls lsattr lzop makemime mkdir mknod mktemp more mount mountpoint mpstat mv netstat nice pidof ping ping6
    pipe_progress printenv ps pwd reformime rev rm rmdir run-parts sed setpriv setserial sh sleep stat stty su sync tar
    touch true umount uname usleep watch zcat`,
  '/sbin': `acpid adjtimex arp blkid blockdev depmod fbsplash fdisk findfs fsck fstrim getty halt hwclock ifconfig ifdown
    ifenslave ifup init inotifyd insmod ip ipaddr iplink ipneigh iproute iprule iptunnel klogd loadkmap logread losetup lsmod
    mdev mkdosfs mkfs.vfat mkswap modinfo modprobe nameif nologin pivot_root poweroff raidautorun reboot rmmod route setconsole
    slattach swapoff swapon switch_root sysctl syslogd tunctl udhcpc vconfig watchdog zcip`,
  '/usr/bin': `[ [[ awk basename bc beep blkdiscard bunzip2 bzcat bzip2 cal chvt cksum clear cmp comm cpio crontab cryptpw cut
    dc deallocvt diff dirname dos2unix du dumpleases eject env expand expr factor fallocate find flock fold free fuser
    groups hd head hexdump hostid iconv id install ipcrm ipcs killall last less logger lsof lsusb lzcat lzma lzopcat md5sum
    mesg microcom mkfifo mkpasswd nc nl nmeter nohup nproc nsenter nslookup od openvt passwd paste pgrep pkill pmap printf
    pscan pstree pwdx readahead readlink realpath renice reset resize seq setkeycodes setsid sha1sum sha256sum sha3sum
    sha512sum showkey shred shuf sort split strings sum tac tail tee test time timeout top tr traceroute traceroute6 tree
    truncate tty ttysize udhcpc6 unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime uudecode uuencode vi
    vlock volname wc wget which who whoami whois xargs xxd xzcat yes`,
  '/usr/sbin': `add-shell addgroup adduser arping brctl chpasswd chroot crond delgroup deluser ether-wake fbset killall5
    loadfont nanddump nandwrite nbd-client ntpd partprobe rdate rdev readprofile remove-shell rfkill sendmail setfont setlogcons`,
};

const PASSWD = `root:x:0:0:root:/root:/bin/sh
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin
sync:x:5:0:sync:/sbin:/bin/sync
shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
halt:x:7:0:halt:/sbin:/sbin/halt
mail:x:8:12:mail:/var/mail:/sbin/nologin
news:x:9:13:news:/usr/lib/news:/sbin/nologin
uucp:x:10:14:uucp:/var/spool/uucppublic:/sbin/nologin
cron:x:16:16:cron:/var/spool/cron:/sbin/nologin
ftp:x:21:21::/var/lib/ftp:/sbin/nologin
sshd:x:22:22:sshd:/dev/null:/sbin/nologin
games:x:35:35:games:/usr/games:/sbin/nologin
ntp:x:123:123:NTP:/var/empty:/sbin/nologin
guest:x:405:100:guest:/dev/null:/sbin/nologin
nobody:x:65534:65534:nobody:/:/sbin/nologin
`;

/** name:gid:members */
const GROUP =
  `root:0:root bin:1:root,bin,daemon daemon:2:root,bin,daemon sys:3:root,bin adm:4:root,daemon tty:5: disk:6:root
  lp:7:lp kmem:9: wheel:10:root floppy:11:root mail:12:mail news:13:news uucp:14:uucp cron:16:cron audio:18: cdrom:19:
  dialout:20:root ftp:21: sshd:22: input:23: tape:26:root video:27:root netdev:28: kvm:34:kvm games:35: shadow:42: www-data:82:
  users:100:games ntp:123: abuild:300: utmp:406: ping:999: nogroup:65533: nobody:65534:`
    .split(/\s+/)
    .map((entry) => `${entry.replace(':', ':x:')}\n`)
    .join('');

/** @see alpine-baselayout, motd */
const MOTD = `Welcome to Alpine!

The Alpine Wiki contains a large amount of how-to guides and general
information about administrating Alpine systems.
See <https://wiki.alpinelinux.org/>.

You can setup the system with the command: setup-alpine

You may change this message by editing /etc/motd.

`;

/** One more user and group, for images that add a service's. */
export const withAlpineUser = (name: string, uid: number, gid: number, home: string, shell = '/sbin/nologin') => [
  text('/etc/passwd', `${PASSWD}${name}:x:${uid}:${gid}:Linux User,,,:${home}:${shell}\n`),
  text('/etc/group', `${GROUP}${name}:x:${gid}:\n`),
];

function osRelease(version: string): string {
  return `NAME="Alpine Linux"
ID=alpine
VERSION_ID=${version}
PRETTY_NAME="Alpine Linux v${version.split('.').slice(0, 2).join('.')}"
HOME_URL="https://alpinelinux.org/"
BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"
`;
}

function files(version: string) {
  const release = version.split('.').slice(0, 2).join('.');
  return [
    ...'dev etc etc/apk home media mnt opt proc run srv sys usr/lib usr/local/bin usr/share var/cache var/lib var/log'
      .split(' ')
      .map((path) => directory(`/${path}`)),
    directory('/root', 0o700),
    directory('/tmp', 0o1777),
    directory('/var/tmp', 0o1777),
    { ...program('/bin/busybox', 808_712), runs: 'busybox-alpine' },
    ...Object.entries(APPLETS).flatMap(([folder, names]) =>
      names.split(/\s+/).map((name) => link(`${folder}/${name}`, '/bin/busybox')),
    ),
    ...programs('/sbin', 'apk ldconfig'),
    ...programs('/usr/bin', 'getconf getent ldd scanelf ssl_client iconv'),
    ...muslLibraries(),
    text('/etc/alpine-release', `${version}\n`),
    text('/usr/lib/os-release', osRelease(version)),
    link('/etc/os-release', '../usr/lib/os-release'),
    text('/etc/motd', MOTD),
    text('/etc/issue', `Welcome to Alpine Linux ${release}\nKernel \\r on \\m (\\l)\n\n`),
    text('/etc/passwd', PASSWD),
    text('/etc/group', GROUP),
    text('/etc/shells', '# valid login shells\n/bin/sh\n/bin/ash\n'),
    text(
      '/etc/apk/repositories',
      `https://dl-cdn.alpinelinux.org/alpine/v${release}/main\nhttps://dl-cdn.alpinelinux.org/alpine/v${release}/community\n`,
    ),
    text('/etc/nsswitch.conf', 'hosts: files dns\n'),
    text(
      '/etc/profile',
      'export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\n\nexport PAGER=less\numask 022\n',
    ),
    link('/var/run', '../run'),
  ];
}

const recipe = (version: string, size: string, created: string): Recipe => ({
  created,
  steps: `${size} ADD alpine-minirootfs-${version}-x86_64.tar.gz /
CMD ["/bin/sh"]`,
  files: () => files(version),
});

export const alpine324 = recipe('3.24.2', '8.52MB', '2026-09-17');
export const alpine323 = recipe('3.23.6', '8.44MB', '2026-09-17');
export const alpine322 = recipe('3.22.4', '8.32MB', '2026-06-22');
export const alpine321 = recipe('3.21.7', '7.84MB', '2026-06-22');
export const alpine320 = recipe('3.20.9', '7.81MB', '2026-01-27');
