import { type Bytes, decode, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { ping } from '../../kernel/net/connect.ts';
import { NAME_SERVER } from '../../kernel/net/outside.ts';
import type { Process } from '../../kernel/process.ts';
import { type Package, PROGRAMS } from './packages.ts';

export const LISTS = '/var/lib/apt/lists';
const STATUS = '/var/lib/dpkg/status';

function textOf({ fs }: Process, path: string): string {
  try {
    return decode(fs.readFile(path));
  } catch (error) {
    if (error instanceof Errno && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** `bookworm`; what the system calls its release. */
export const codenameOf = (process: Process): string =>
  /^VERSION_CODENAME=(.*)$/m.exec(textOf(process, '/etc/os-release'))?.[1] ?? '';

/** Whether `apt-get update` was run, and its lists weren't removed. */
export const hasLists = ({ fs }: Process): boolean =>
  fs.exists(LISTS) && fs.readdir(LISTS).some(({ name }) => name.endsWith('_Packages'));

/** Installed by apt here, or there with all its programs from the start. */
export function isInstalled(process: Process, name: string): boolean {
  if (textOf(process, STATUS).split('\n').includes(`Package: ${name}`)) return true;
  const programs = PROGRAMS[name];
  return programs !== undefined && programs.every((path) => process.fs.exists(path));
}

export function addToStatus(process: Process, { name, version, architecture, installed }: Package): void {
  const entry = `Package: ${name}\nStatus: install ok installed\nInstalled-Size: ${installed / 1024}\nArchitecture: ${architecture}\nVersion: ${version}\n\n`;
  process.fs.mkdir('/var/lib/dpkg', { recursive: true });
  process.fs.writeFile(STATUS, encode(textOf(process, STATUS) + entry));
}

export function removeFromStatus(process: Process, name: string): void {
  const kept = textOf(process, STATUS)
    .split(/(?<=\n\n)/)
    .filter((entry) => !entry.startsWith(`Package: ${name}\n`));
  process.fs.writeFile(STATUS, encode(kept.join('')));
}

/** Whether the way to the outer world is open. The archives in it are data of the simulation. */
export async function reachesOutside(process: Process): Promise<boolean> {
  try {
    return (await ping(process, NAME_SERVER)) !== undefined;
  } catch (error) {
    if (error instanceof Errno) return false;
    throw error;
  }
}

/** A file of a size of which only the first octets matter. */
export function writeSparse({ fs }: Process, path: string, head: Bytes, size: number, mode = 0o644): void {
  fs.writeFile(path, head, { mode });
  if (size > head.length) fs.truncate(path, Math.round(size));
}
