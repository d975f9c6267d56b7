import type { Builtin } from '../builtin.ts';
import { BASH_VERSION } from '../parameter.ts';
import { builtinOf } from '../simple.ts';
import { builtins } from './index.ts';

/** What ash of busybox answers, whatever it is asked. */
const ASH_HELP = `Built-in commands:\n------------------\n\t. : [ [[ alias bg break cd command continue echo eval exec exit\n\texport false fg getopts hash help history jobs kill let local\n\tprintf pwd read readonly return set shift source test times trap\n\ttrue type ulimit umask unalias unset wait [ [[ acpid adjtimex\n\tar arch arp arping ascii ash awk base64 basename bc blkdiscard\n\tblockdev brctl bunzip2 busybox bzcat bzip2 cal cat chattr chgrp\n\tchmod chown chroot chvt clear cmp cp cpio crc32 crond crontab\n\tcttyhack cut date dc dd deallocvt depmod devmem df diff dirname\n\tdmesg dnsdomainname dos2unix dpkg dpkg-deb du dumpkmap dumpleases\n\techo ed egrep env expand expr factor fallocate false fatattr\n\tfdisk fgrep find findfs fold free freeramdisk fsfreeze fstrim\n\tftpget ftpput getfattr getopt getty grep groups gunzip gzip halt\n\thead hexdump hostid hostname httpd hwclock i2cdetect i2cdump\n\ti2cget i2cset i2ctransfer id ifconfig ifdown ifup init insmod\n\tinstall ionice ip ipcalc kill killall klogd last less link linux32\n\tlinux64 linuxrc ln loadfont loadkmap logger login logname logread\n\tlosetup ls lsattr lsblk lsmod lsscsi lzcat lzma lzop md5sum mdev\n\tmicrocom mim mkdir mkdosfs mke2fs mkfifo mknod mkpasswd mkswap\n\tmktemp modinfo modprobe more mount mt mv nameif nbd-client nc\n\tnetstat nl nologin nproc nsenter nslookup nuke od openvt partprobe\n\tpasswd paste patch pidof ping ping6 pivot_root poweroff printf\n\tps pwd rdate readlink realpath reboot renice reset resize resume\n\trev rm rmdir rmmod route rpm rpm2cpio run-init run-parts sed\n\tseq setkeycodes setpriv setsid sh sha1sum sha256sum sha384sum\n\tsha3sum sha512sum shred shuf sleep sort ssl_client ssl_server\n\tstart-stop-daemon stat strings stty su sulogin svc svok swapoff\n\tswapon switch_root sync sysctl syslogd tac tail tar taskset tc\n\ttee telnet telnetd test tftp time timeout top touch tr traceroute\n\ttraceroute6 true truncate ts tty tunctl ubirename udhcpc udhcpc6\n\tudhcpd uevent umount uname uncompress unexpand uniq unix2dos\n\tunlink unlzma unshare unxz unzip uptime usleep uudecode uuencode\n\tuuidgen vconfig vi vmstat w watch watchdog wc wget which who\n\twhoami xargs xxd xz xzcat yes zcat\n`;

export const help: Builtin = async (shell, args) => {
  if (shell.dialect.name === 'ash') {
    await shell.process.out(ASH_HELP);
    return 0;
  }
  const names = Object.keys(builtins)
    .filter((name) => builtinOf(shell, name) !== undefined)
    .sort();
  if (args.length > 0) {
    let status = 1;
    for (const word of args) {
      if (names.includes(word)) {
        await shell.process.out(`${word}: a shell builtin; drydock: not simulated: its help text\n`);
        status = 0;
      } else
        await shell.complain(
          `help: no help topics match \`${word}'.  Try \`help help' or \`man -k ${word}' or \`info ${word}'.`,
        );
    }
    return status;
  }
  await shell.process.out(
    `GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)\nThese shell commands are defined internally.\n\n${columns(names)}`,
  );
  return 0;
};

function columns(names: readonly string[]): string {
  const rows = Math.ceil(names.length / 6);
  let text = '';
  for (let row = 0; row < rows; row++) {
    for (let column = row; column < names.length; column += rows) text += (names[column] ?? '').padEnd(13);
    text = `${text.trimEnd()}\n`;
  }
  return text;
}
