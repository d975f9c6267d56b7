/** A distribution's archive, as far as it is known here. */
export interface Release {
  /** What `apt-get update` fetches, a line each: `http://deb.debian.org/debian bookworm InRelease [151 kB]`. */
  readonly lists: string;
  /** Version of libc-bin, which runs ldconfig after an installation. */
  readonly libc: string;
  /** `name version octets installed-KiB flags` a line; flags: `s` several architectures side by side, `a` any architecture. */
  readonly packages: string;
  /** What comes with a package on a minimal system, in the order of installation: `name: needed | needed and recommended`. */
  readonly installs: string;
}

export interface Package {
  readonly name: string;
  readonly version: string;
  /** Octets of the .deb file. */
  readonly size: number;
  /** Octets on the disk. */
  readonly installed: number;
  readonly sideBySide: boolean;
  readonly architecture: 'amd64' | 'all';
}

/** The programs of packages, those of them that are simulated. */
export const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  'bind9-dnsutils': ['/usr/bin/dig', '/usr/bin/nslookup'],
  curl: ['/usr/bin/curl'],
  gosu: ['/usr/sbin/gosu'],
  iproute2: ['/usr/bin/ip'],
  'iputils-ping': ['/usr/bin/ping'],
  jq: ['/usr/bin/jq'],
  procps: ['free', 'pgrep', 'pkill', 'ps', 'top', 'uptime', 'w', 'watch'].map((name) => `/usr/bin/${name}`),
  wget: ['/usr/bin/wget'],
};

/** Packages that people install and whose programs aren't simulated. */
export const REFUSED: ReadonlySet<string> = new Set(
  (
    'apache2 apt-transport-https apt-utils automake autoconf bash-completion bsdmainutils build-essential busybox bzip2 ' +
    'clang cmake cron default-jdk default-jre default-mysql-client dnsmasq dos2unix emacs file ffmpeg fontconfig g++ gcc ' +
    'gettext gettext-base git gnupg gnupg2 golang htop imagemagick iftop iotop iptables jo less libc6-dev libcurl4-openssl-dev ' +
    'libffi-dev libpq-dev libssl-dev libxml2-dev libyaml-dev locales lsb-release lsof lynx m4 make man-db mariadb-server ' +
    'memcached mtr mysql-client mysql-server nano ncdu neovim net-tools netcat netcat-openbsd netcat-traditional nginx ninja-build ' +
    'nmap nodejs npm ntp openjdk-17-jdk openjdk-17-jre openjdk-21-jdk openjdk-21-jre openssh-client openssh-server openssl ' +
    'parallel patch perl php php-cli php-fpm pkg-config postgresql postgresql-client psmisc python-is-python3 python3 ' +
    'python3-dev python3-pip python3-venv redis redis-server redis-tools rsync rsyslog ruby ruby-full screen siege socat ' +
    'software-properties-common sqlite3 ssh stress stress-ng strace stunnel4 subversion sudo supervisor tcpdump telnet tini ' +
    'tmux traceroute tree tzdata unzip util-linux valgrind vim vim-tiny whois xz-utils zip zlib1g-dev zsh'
  ).split(' '),
);

const lines = (text: string): string[][] => text.split('\n').map((line) => line.split(' '));

export const packagesOf = ({ packages }: Release): ReadonlyMap<string, Package> =>
  new Map(
    lines(packages).map(([name = '', version = '', size, installed, flags = '']) => [
      name,
      {
        name,
        version,
        size: Number(size),
        installed: Number(installed) * 1024,
        sideBySide: flags.includes('s'),
        architecture: flags.includes('a') ? 'all' : 'amd64',
      },
    ]),
  );

/** Names of all that an installation brings, dependencies first; undefined for a package that isn't known. */
export function installsOf({ installs }: Release, name: string, recommends: boolean): readonly string[] | undefined {
  const line = installs.split('\n').find((text) => text.startsWith(`${name}: `));
  const [needed = '', all = needed] = line?.slice(name.length + 2).split(' | ') ?? [];
  return line === undefined ? undefined : (recommends ? all : needed).split(' ');
}

export async function findRelease(codename: string): Promise<Release | undefined> {
  switch (codename) {
    case 'bookworm':
      return (await import('./release/bookworm.ts')).BOOKWORM;
    case 'trixie':
      return (await import('./release/trixie.ts')).TRIXIE;
    case 'noble':
      return (await import('./release/noble.ts')).NOBLE;
    case 'resolute':
      return (await import('./release/resolute.ts')).RESOLUTE;
    default:
      return undefined;
  }
}
