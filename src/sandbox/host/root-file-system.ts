import { executableHead } from '../kernel/executable-head.ts';
import { GLIBC_LOADER_SIZE, glibcLibraries, linkageOf } from '../kernel/libraries.ts';
import { GLIBC_LOADER } from '../kernel/linkage.ts';
import { encode } from '../kernel/bytes.ts';
import type { FileSystem, Path } from '../kernel/fs/file-system.ts';

/** The host's release: Debian 13, where Docker's own packages are at home. */
const OS_RELEASE = `PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
NAME="Debian GNU/Linux"
VERSION_ID="13"
VERSION="13 (trixie)"
VERSION_CODENAME=trixie
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`;

/** Tells the terminal where a command's output begins, where it ends and how: OSC 133, as iTerm and VS Code read it. */
const BASHRC = `PS0='\\e]133;C\\a'
PROMPT_COMMAND='printf "\\033]133;D;%s\\007" "$?"'
PS1='\\u@\\h:\\w\\$ '
alias ll='ls -l'
`;

/** What a login reads: on Debian it leads an interactive bash on to its own file. */
const PROFILE = `if [ "\${PS1-}" ] && [ "\${BASH-}" ] && [ -f /etc/bash.bashrc ]; then
  . /etc/bash.bashrc
fi
`;

const DIRECTORIES: Readonly<Record<string, number>> = {
  '/boot': 0o755,
  '/dev': 0o755,
  '/etc': 0o755,
  '/etc/docker': 0o755,
  '/home': 0o755,
  '/media': 0o755,
  '/mnt': 0o755,
  '/opt': 0o755,
  '/proc': 0o555,
  '/root': 0o700,
  '/run': 0o755,
  '/srv': 0o755,
  '/sys': 0o555,
  '/tmp': 0o1777,
  '/usr': 0o755,
  '/usr/bin': 0o755,
  '/usr/sbin': 0o755,
  '/usr/lib': 0o755,
  '/usr/lib/x86_64-linux-gnu': 0o755,
  '/usr/lib64': 0o755,
  '/usr/local': 0o755,
  '/usr/local/bin': 0o755,
  '/usr/share': 0o755,
  '/var': 0o755,
  '/var/cache': 0o755,
  '/var/lib': 0o755,
  '/var/lib/docker': 0o710,
  '/var/log': 0o755,
  '/var/tmp': 0o1777,
};

const LINKS: Readonly<Record<string, string>> = {
  '/bin': 'usr/bin',
  '/sbin': 'usr/sbin',
  '/lib': 'usr/lib',
  '/lib64': 'usr/lib64',
  '/var/run': '/run',
  '/var/lock': '/run/lock',
  '/usr/bin/sh': 'dash',
  '/usr/lib64/ld-linux-x86-64.so.2': '../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
  '/etc/mtab': '../proc/self/mounts',
  '/etc/os-release': '../usr/lib/os-release',
};

/** The group that may read passwords. */
const SHADOW = 42;

const texts = (hostname: string, hosts: string): Readonly<Record<string, string>> => ({
  '/usr/lib/os-release': OS_RELEASE,
  '/etc/hostname': `${hostname}\n`,
  '/etc/hosts': `127.0.0.1\tlocalhost\n127.0.1.1\t${hostname}\n::1\tlocalhost ip6-localhost ip6-loopback\n${hosts}`,
  '/etc/resolv.conf': 'nameserver 10.0.2.3\n',
  '/etc/debian_version': '13.1\n',
  '/etc/issue': 'Debian GNU/Linux 13 \\n \\l\n\n',
  '/etc/passwd':
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\nlearner:x:1000:1000:,,,:/home/learner:/bin/bash\n',
  '/etc/shadow': ['root', 'daemon', 'www-data', 'nobody', 'learner']
    .map((name) => `${name}:*:20344:0:99999:7:::\n`)
    .join(''),
  '/etc/group':
    'root:x:0:\ndaemon:x:1:\nadm:x:4:\ntty:x:5:\nsudo:x:27:learner\nwww-data:x:33:\nshadow:x:42:\ndocker:x:999:learner\nlearner:x:1000:\nnogroup:x:65534:\n',
  '/etc/nsswitch.conf': 'passwd:         files\ngroup:          files\nhosts:          files dns\n',
  '/etc/bash.bashrc': BASHRC,
  '/etc/profile': PROFILE,
  '/etc/docker/daemon.json': '{}\n',
});

const path = (text: string): Path => text.split('/').filter((name) => name !== '');

/**
 * Fills an empty file system with the host's own Linux.
 *
 * @param programs names of the executables in /usr/bin
 * @param hosts lines of /etc/hosts for other machines
 */
export function populateRoot(root: FileSystem, programs: Iterable<string>, hostname: string, hosts: string): void {
  const owner = { uid: 0, gid: 0 };
  for (const [name, mode] of Object.entries(DIRECTORIES))
    root.create(path(name), { type: 'directory', mode, ...owner });
  root.create(['home', 'learner'], { type: 'directory', mode: 0o755, uid: 1000, gid: 1000 });
  for (const [name, target] of Object.entries(LINKS)) {
    root.create(path(name), { type: 'symlink', mode: 0o777, target, ...owner });
  }
  for (const [name, text] of Object.entries(texts(hostname, hosts))) {
    const access = name === '/etc/shadow' ? { mode: 0o640, uid: 0, gid: SHADOW } : { mode: 0o644, ...owner };
    root.create(path(name), { type: 'file', content: encode(text), ...access });
  }
  for (const program of programs) {
    const head = executableHead(program, linkageOf(program, GLIBC_LOADER));
    root.create(['usr', 'bin', program], { type: 'file', mode: 0o755, content: { size: 65_536, head }, ...owner });
  }
  for (const { name, size, target } of glibcLibraries()) {
    const at = ['usr', 'lib', 'x86_64-linux-gnu', name];
    if (target === undefined)
      root.create(at, { type: 'file', mode: 0o644, content: { size, head: new Uint8Array() }, ...owner });
    else root.create(at, { type: 'symlink', mode: 0o777, target, ...owner });
  }
  root.create(['usr', 'lib', 'x86_64-linux-gnu', 'ld-linux-x86-64.so.2'], {
    type: 'file',
    mode: 0o755,
    content: { size: GLIBC_LOADER_SIZE, head: executableHead('ld.so') },
    ...owner,
  });
}
