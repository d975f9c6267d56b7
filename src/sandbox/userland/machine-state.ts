import { decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { NameError, resolveName } from '../kernel/net/resolve-name.ts';
import type { Process } from '../kernel/process.ts';
import { strftime } from './text/strftime.ts';
import { humanSizeBusybox } from './text/size.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

/** Bytes of memory: all, taken, and what the page cache holds. */
export function memoryOf(process: Process): { total: number; used: number; free: number; cache: number } {
  const {
    total = 0,
    free = 0,
    cached = 0,
  } = Object.fromEntries(
    [...decode(process.fs.readFile('/proc/meminfo')).matchAll(/^(\w+): *(\d+) kB$/gm)].flatMap(([, name, size]) => {
      const key = { MemTotal: 'total', MemFree: 'free', Cached: 'cached' }[name ?? ''];
      return key === undefined ? [] : [[key, Number(size) * 1024] as const];
    }),
  );
  return { total, used: total - free - cached, free, cache: cached };
}

export const free: Tool = {
  name: 'free',
  about: 'Show how much memory is used',
  gnu: {
    short: 'bkmghlLtvwc:s:',
    long: 'bytes=b kibi=k mebi=m gibi=g kilo mega giga human=h lohi=l total=t wide=w line=L seconds:=s count:=c si tebi',
    usage: '[options]',
    package: 'procps-ng 4.0.2',
  },
  busybox: { short: 'bkmgh', usage: '[-bkmgh]' },
  async run(call) {
    const { total, used, free: unused, cache } = memoryOf(call.process);
    const unit = { b: 1, k: 1024, m: 2 ** 20, g: 2 ** 30 }[call.options.lastOf('bkmg') ?? 'k'] ?? 1024;
    const human = call.has('h');
    const show = (bytes: number) =>
      human
        ? call.gnu
          ? gnuHuman(bytes)
          : bytes === 0
            ? '0'
            : humanSizeBusybox(bytes)
        : String(Math.floor(bytes / unit));
    const row = (title: string, cells: readonly number[]) =>
      `${title.padEnd(call.gnu ? 8 : 6)}${cells.map((cell, index) => show(cell).padStart(call.gnu || index > 0 ? 12 : 12)).join('')}\n`;
    const width = call.gnu ? 20 : 19;
    call.print(
      `${'total'.padStart(width)}        used        free      shared  buff/cache   available\n` +
        row('Mem:', [total, used, unused, 0, cache, unused + cache]) +
        row('Swap:', [0, 0, 0]),
    );
    if (call.has('t')) call.print(row('Total:', [total, used, unused]));
    return 0;
  },
};

/** `23Gi`, `1.8Gi`, `526Mi`, `0B` */
function gnuHuman(bytes: number): string {
  const units = ['B', 'Ki', 'Mi', 'Gi', 'Ti'];
  let value = bytes;
  let index = 0;
  while (value >= 1000 && index < units.length - 1) {
    value /= 1024;
    index++;
  }
  if (index === 0) return `${value}B`;
  return `${value < 10 ? value.toFixed(1) : String(Math.floor(value))}${units[index] ?? ''}`;
}

/** `up 53 min,  0 user,  load average: 0.64, 0.77, 0.67` with the time before it. */
export function uptimeLine(process: Process, gnu: boolean): string {
  const { clock, bootTime } = process.kernel;
  const seconds = (clock.now() - bootTime) / 1000;
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const since = hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`;
  const long = days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : '';
  const load = (loadOf(process) ?? '0.00 0.00 0.00').split(' ').slice(0, 3).join(', ');
  return ` ${strftime('%H:%M:%S', clock.now())} up ${long}${since},  0 user${gnu ? '' : 's'},  load average: ${load}`;
}

function loadOf({ fs }: Process): string | undefined {
  try {
    return decode(fs.readFile('/proc/loadavg'));
  } catch (error) {
    if (error instanceof Errno) return undefined;
    throw error;
  }
}

export const uptime: Tool = {
  name: 'uptime',
  about: 'Tell how long the machine has been running',
  gnu: { short: 'psV', long: 'pretty=p since=s', usage: '[options]', package: 'procps-ng 4.0.2' },
  busybox: {},
  async run(call) {
    const { clock, bootTime } = call.process.kernel;
    if (call.has('s')) call.print(`${strftime('%Y-%m-%d %H:%M:%S', bootTime)}\n`);
    else if (call.has('p')) call.print(`up ${Math.floor((clock.now() - bootTime) / 60_000)} minutes\n`);
    else call.print(`${uptimeLine(call.process, call.gnu)}\n`);
  },
};

export const who: Tool = {
  name: 'who',
  about: 'Show who is logged in: nobody, as there is no login here',
  gnu: { short: 'abdHlmpqrstTu', long: 'all=a heading=H', usage: '[OPTION]... [ FILE | ARG1 ARG2 ]' },
  busybox: { short: 'aH', usage: '[-aH]' },
  async run(call) {
    if (call.gnu && call.has('H')) call.print('NAME     LINE         TIME             COMMENT\n');
    if (!call.gnu && call.has('H')) call.print('USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n');
  },
};

export const w: Tool = {
  name: 'w',
  about: 'Show who is logged in and what they do',
  gnu: { short: 'hsfoiuV', long: 'no-header=h short=s from=f', usage: '[options]', package: 'procps-ng 4.0.2' },
  busybox: {},
  async run(call) {
    if (!call.gnu) call.print('USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n');
    else if (!call.has('h')) {
      call.print(
        `${uptimeLine(call.process, true)}\nUSER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n`,
      );
    }
  },
};

export const sysctl: Tool = {
  name: 'sysctl',
  about: 'Show or set parameters of the kernel',
  gnu: {
    short: 'aAwnNeqp::r:',
    long: 'all=a write=w values=n names=N ignore=e quiet=q load::=p',
    usage: '[options] [variable[=value] ...]',
    package: 'procps-ng 4.0.2',
  },
  busybox: { short: 'aAwneqp', usage: '[-enq] { -a | -p [FILE]... | [-w] [KEY[=VALUE]]... }' },
  async run(call) {
    const { fs } = call.process;
    const words = call.options.lastOf('aA') === undefined ? call.operands : allKeys(call.process, '/proc/sys');
    if (words.length === 0) return call.misuse(call.gnu ? 'no variables specified' : undefined);
    for (const word of words) {
      const equals = word.indexOf('=');
      const key = (equals < 0 ? word : word.slice(0, equals)).trim().replaceAll('/', '.');
      const path = `/proc/sys/${key.replaceAll('.', '/')}`;
      try {
        if (equals >= 0) {
          const value = word.slice(equals + 1).trim();
          fs.stat(path);
          await write(call, path, value);
          if (!call.has('q')) call.print(call.has('n') ? `${value}\n` : `${key} = ${value}\n`);
          continue;
        }
        const value = decode(fs.readFile(path)).replace(/\n$/, '');
        call.print(call.has('N') ? `${key}\n` : call.has('n') ? `${value}\n` : `${key} = ${value}\n`);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await refuse(call, key, path, error, equals >= 0);
      }
    }
    return call.status;
  },
};

async function write({ process }: Call, path: string, value: string): Promise<void> {
  const fd = process.freeDescriptor();
  process.setFile(fd, process.open(path, { write: true }));
  try {
    await process.write(fd, `${value}\n`);
  } finally {
    process.closeFile(fd);
  }
}

async function refuse(call: Call, key: string, path: string, error: Errno, setting: boolean): Promise<void> {
  if (call.has('e') && error.code === 'ENOENT') return;
  if (!call.gnu)
    return call.complain(
      setting ? `error setting key '${key}': ${error.message}` : `error reading key '${key}': ${error.message}`,
    );
  if (error.code === 'ENOENT') return call.complain(`cannot stat ${path}: ${error.message}`);
  if (error.code === 'EACCES' || error.code === 'EPERM') return call.complain(`permission denied on key "${key}"`);
  await call.complain(setting ? `setting key "${key}": ${error.message}` : `reading key "${key}": ${error.message}`);
}

function allKeys(process: Process, directory: string): string[] {
  return process.fs.readdir(directory).flatMap(({ name, type }) => {
    const path = `${directory}/${name}`;
    return type === 'directory' ? allKeys(process, path) : [path.slice('/proc/sys/'.length).replaceAll('/', '.')];
  });
}

export const dmesg: Tool = {
  name: 'dmesg',
  about: "Show the kernel's messages",
  gnu: {
    short: 'cCTHwxkln:r',
    long: 'ctime=T human=H follow=w level:=l',
    usage: '[options]',
    package: 'util-linux 2.38.1',
  },
  busybox: { short: 'crn:s:', usage: '[-cr] [-n LEVEL] [-s SIZE]' },
  async run(call) {
    if (!call.process.has('CAP_SYSLOG')) {
      return call.die(
        call.gnu ? 'read kernel buffer failed: Operation not permitted' : 'klogctl: Operation not permitted',
      );
    }
    await call.process.err("drydock: not simulated: the kernel's messages\n");
    return 1;
  },
};

async function addressesOf(process: Process, name: string): Promise<readonly string[]> {
  try {
    return await resolveName(process, name);
  } catch (error) {
    if (error instanceof NameError) return [];
    throw error;
  }
}

/** The line of /etc/hosts with this name or address; one of IPv6 comes first. */
function localHost(lines: readonly string[], key: string): string | undefined {
  const found = lines.filter((line) => line.split(/\s+/).includes(key));
  return found.find((line) => line.includes(':')) ?? found[0];
}

/** `hosts` has a line an address, `ahosts` one for each kind of socket too. */
function hostLines(database: string, name: string, addresses: readonly string[]): string {
  if (database === 'hosts') return addresses.map((address) => `${address.padEnd(15)} ${name}\n`).join('');
  return addresses
    .flatMap((address, index) => [
      `${address.padEnd(15)} STREAM ${index === 0 ? name : ''}\n`,
      `${address.padEnd(15)} DGRAM  \n`,
      `${address.padEnd(15)} RAW    \n`,
    ])
    .join('');
}

export const getent: Tool = {
  name: 'getent',
  about: 'Print entries of passwd, group, hosts and their like',
  gnu: { short: 's:i', usage: 'database [key ...]', package: 'Debian GLIBC 2.36' },
  async run(call) {
    const [database, ...keys] = call.operands;
    if (database === undefined) return call.misuse('wrong number of arguments');
    const path = {
      passwd: '/etc/passwd',
      group: '/etc/group',
      hosts: '/etc/hosts',
      ahosts: '/etc/hosts',
      ahostsv4: '/etc/hosts',
      services: '/etc/services',
      protocols: '/etc/protocols',
    }[database];
    if (path === undefined) {
      await call.process.err(
        `Unknown database: ${database}\nTry \`getent --help' or \`getent --usage' for more information.\n`,
      );
      return 1;
    }
    const text = call.process.fs.exists(path) ? decode(call.process.fs.readFile(path)) : '';
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
    const isHosts = path === '/etc/hosts';
    const matches = (line: string, key: string) => {
      const fields = line.split(':');
      return fields[0] === key || fields[2] === key;
    };
    const show = (line: string) =>
      isHosts ? `${(line.split(/\s+/)[0] ?? '').padEnd(15)} ${line.split(/\s+/).slice(1).join(' ')}` : line;
    let missing = false;
    for (const key of keys) {
      const local = isHosts && database === 'hosts' ? localHost(lines, key) : undefined;
      if (local !== undefined) {
        call.print(`${show(local)}\n`);
        continue;
      }
      if (isHosts) {
        const addresses = await addressesOf(call.process, key);
        if (addresses.length === 0) missing = true;
        call.print(hostLines(database, key, addresses));
        continue;
      }
      const found = lines.find((line) => matches(line, key));
      if (found === undefined) missing = true;
      else call.print(`${show(found)}\n`);
    }
    if (keys.length === 0) for (const line of lines) call.print(`${show(line)}\n`);
    return missing ? 2 : 0;
  },
};
