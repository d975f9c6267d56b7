import { decode } from '../kernel/bytes.ts';
import { resolveName, NameError } from '../kernel/net/resolve-name.ts';
import type { Process } from '../kernel/process.ts';
import type { Tool } from './tool/tool.ts';

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
