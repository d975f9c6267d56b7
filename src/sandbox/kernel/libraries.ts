import { GLIBC_LOADER, type Linkage, MUSL_LOADER } from './linkage.ts';

const MUSL_LIBC = 'libc.musl-x86_64.so.1';

/** `soname size needed …` as in Debian 12, without `lib`; all need libc. The file's own name, where it isn't the soname, after `>`. */
const LIBRARIES = `acl.so.1>1.1.2301 38832
  audit.so.1>1.0.0 128952 cap-ng.so.0
  blkid.so.1>1.1.0 355328
  bpf.so.1>1.1.2 358880 elf.so.1 z.so.1
  bsd.so.0>0.11.7 84840 md.so.0
  c.so.6 1926232 ld
  cap-ng.so.0>0.0.0 30704
  cap.so.2>2.66 47128
  crypt.so.1>1.1.0 206776
  crypto.so.3 4734232
  elf.so.1 109088 z.so.1
  gcrypt.so.20>20.4.1 1332480 gpg-error.so.0
  gmp.so.10>10.4.1 529216
  gpg-error.so.0>0.33.1 157768
  lz4.so.1>1.9.4 149952
  lzma.so.5>5.4.1 190456
  m.so.6 911904
  md.so.0>0.0.5 47312
  mnl.so.0>0.2.0 26616
  mount.so.1>1.1.0 404096 blkid.so.1 selinux.so.1
  pam.so.0>0.85.1 67584 audit.so.1
  pam_misc.so.0>0.82.1 14432
  pcre2-8.so.0>0.11.2 629384
  proc2.so.0>0.0.1 203272 systemd.so.0
  resolv.so.2 60328
  selinux.so.1 174312 pcre2-8.so.0
  smartcols.so.1>1.1.0 239744
  ssl.so.3 688160 crypto.so.3
  systemd.so.0>0.35.0 844736 cap.so.2 gcrypt.so.20 lzma.so.5 zstd.so.1 lz4.so.1
  tinfo.so.6>6.4 204088
  udev.so.1>1.7.5 182544
  z.so.1>1.2.13 121280
  zstd.so.1>1.5.4 763816`
  .split('\n')
  .map((line) => line.trim().split(' '));

/** Debian's programs by what they name; all others name the C library alone. */
const NEEDED_BY: Readonly<Record<string, string>> = {
  'selinux.so.1 c.so.6': 'chcon dir id ls mkdir mkfifo mknod nsenter runcon stat vdir',
  'selinux.so.1 acl.so.1 c.so.6': 'cp install mv',
  'acl.so.1 selinux.so.1 c.so.6': 'sed tar',
  'selinux.so.1 m.so.6 c.so.6': 'find',
  'tinfo.so.6 c.so.6': 'bash clear dmesg more tput tset',
  'pcre2-8.so.0 c.so.6': 'grep',
  'proc2.so.0 c.so.6': 'free pgrep pmap ps tload uptime vmstat w',
  'proc2.so.0 tinfo.so.6 c.so.6': 'top',
  'mount.so.1 c.so.6': 'mountpoint umount',
  'mount.so.1 selinux.so.1 c.so.6': 'mount',
  'mount.so.1 smartcols.so.1 blkid.so.1 udev.so.1 c.so.6': 'findmnt',
  'smartcols.so.1 mount.so.1 c.so.6': 'lsns',
  'smartcols.so.1 c.so.6': 'lscpu prlimit',
  'blkid.so.1 mount.so.1 smartcols.so.1 udev.so.1 c.so.6': 'lsblk',
  'bpf.so.1 elf.so.1 mnl.so.0 bsd.so.0 cap.so.2 c.so.6': 'ip',
  'selinux.so.1 bsd.so.0 mnl.so.0 cap.so.2 c.so.6': 'ss',
  'mnl.so.0 cap.so.2 c.so.6': 'bridge',
  'cap.so.2 c.so.6': 'capsh getcap getpcaps setcap',
  'cap-ng.so.0 c.so.6': 'setpriv',
  'pam.so.0 pam_misc.so.0 c.so.6': 'su runuser',
  'm.so.6 c.so.6': 'awk mawk',
  'm.so.6 c.so.6 crypt.so.1': 'perl',
  'gmp.so.10 c.so.6': 'expr factor',
  'crypt.so.1 pcre2-8.so.0 ssl.so.3 crypto.so.3 z.so.1 c.so.6': 'nginx',
  'm.so.6 resolv.so.2 c.so.6': 'busybox-hub',
};

/** Executables that bring all of their code along, and a script of glibc. */
const STATIC = new Set(
  'buildctl buildkitd busybox docker-init gosu hello ld.so ldconfig ldd registry traefik'.split(' '),
);

/** A library of Debian, in /usr/lib/x86_64-linux-gnu; with `target` it is a symlink. */
export interface LibraryFile {
  readonly name: string;
  readonly size: number;
  readonly target?: string;
}

/** The files of Debian's libraries, without the loader. */
export const glibcLibraries = (): LibraryFile[] =>
  LIBRARIES.flatMap(([name = '', size = '']) => {
    const [soname = '', version] = name.split('>');
    if (version === undefined) return [{ name: `lib${soname}`, size: Number(size) }];
    const file = `lib${soname.replace(/\.so\..*/, '.so')}.${version}`;
    return [
      { name: file, size: Number(size) },
      { name: `lib${soname}`, size: 0, target: file },
    ];
  });
export const GLIBC_LOADER_SIZE = 215_000;

/** How a distribution with that loader links a program. */
export function linkageOf(program: string, loader: string): Linkage {
  if (STATIC.has(program)) return { loader: undefined, libraries: [] };
  if (loader === MUSL_LOADER) return { loader, libraries: [MUSL_LIBC] };
  return { loader, libraries: closure(program).map((name) => (name === 'ld' ? basename(GLIBC_LOADER) : `lib${name}`)) };
}

const BY_PROGRAM = new Map(
  Object.entries(NEEDED_BY).flatMap(([needed, names]) => names.split(' ').map((name) => [name, needed.split(' ')])),
);
const BY_LIBRARY = new Map(LIBRARIES.map(([name = '', , ...needed]) => [name.replace(/>.*/, ''), needed]));

const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Breadth first, as ld.so loads them. */
function closure(program: string): string[] {
  const found = new Set(BY_PROGRAM.get(program) ?? ['c.so.6']);
  for (const name of found) for (const needed of BY_LIBRARY.get(name) ?? []) found.add(needed);
  return [...found];
}
