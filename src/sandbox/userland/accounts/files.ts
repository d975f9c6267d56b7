import { decode, encode } from '../../kernel/bytes.ts';
import type { Process } from '../../kernel/process.ts';
import { type Group, readGroups, readUsers, type User } from '../text/accounts.ts';

/** Codes of shadow-utils. @see useradd(8), groupadd(8) */
export const EXIT = { usage: 2, noUser: 6, noGroup: 6, nameTaken: 9, idTaken: 4 } as const;
/** Days since 1970 are all that /etc/shadow keeps of a time. */
const DAY_MS = 86_400_000;

function append(process: Process, path: string, line: string): void {
  const text = process.fs.exists(path) ? decode(process.fs.readFile(path)) : '';
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  process.fs.writeFile(path, encode(`${whole}${line}\n`));
}

/** @param system without an age of the password */
export function addUser(process: Process, { name, uid, gid, gecos, home, shell }: User, system = false): void {
  append(process, '/etc/passwd', `${name}:x:${uid}:${gid}:${gecos}:${home}:${shell}`);
  const days = Math.floor(process.kernel.clock.now() / DAY_MS);
  if (process.fs.exists('/etc/shadow'))
    append(process, '/etc/shadow', `${name}:!:${days}:${system ? ':::' : '0:99999:7'}:::`);
}

export const addGroup = (process: Process, name: string, gid: number): void =>
  append(process, '/etc/group', `${name}:x:${gid}:`);

export function joinGroup(process: Process, user: string, group: string): void {
  const lines = decode(process.fs.readFile('/etc/group')).split('\n');
  const changed = lines.map((line) => {
    if (!line.startsWith(`${group}:`)) return line;
    const members = line.split(':')[3] ?? '';
    if (members.split(',').includes(user)) return line;
    return `${line}${members === '' ? '' : ','}${user}`;
  });
  process.fs.writeFile('/etc/group', encode(changed.join('\n')));
}

export function makeHome(process: Process, { home, uid, gid }: User, mode = 0o755): void {
  if (process.fs.exists(home)) return;
  process.fs.mkdir(home, { recursive: true, mode: 0o755 });
  if (mode !== 0o755) process.fs.chmod(home, mode);
  process.fs.chown(home, { uid, gid });
}

/** The next free id: from 1000 upwards, or for the system downwards. */
export function freeId(taken: readonly number[], system: boolean, { first = 1000, last = 999 } = {}): number {
  let id = system ? last : first;
  if (!system && first === 1000) for (const other of taken) if (other >= id && other < 60_000) id = other + 1;
  while (taken.includes(id)) id += system ? -1 : 1;
  return id;
}

export const uids = (process: Process): number[] => readUsers(process).map(({ uid }) => uid);
export const gids = (process: Process): number[] => readGroups(process).map(({ gid }) => gid);
export const groupNamed = (process: Process, text: string): Group | undefined =>
  readGroups(process).find(({ name, gid }) => name === text || String(gid) === text);

export const userNamed = (process: Process, name: string): User | undefined =>
  readUsers(process).find((user) => user.name === name);

/** Rewrites the line of a name in a file such as /etc/passwd; undefined takes it out. A file that isn't there stays away. */
export function changeLine(
  process: Process,
  path: string,
  name: string,
  change: (fields: readonly string[]) => readonly string[] | undefined,
): void {
  if (!process.fs.exists(path)) return;
  const lines = decode(process.fs.readFile(path)).split('\n');
  const changed = lines.flatMap((line) => {
    if (!line.startsWith(`${name}:`)) return [line];
    const fields = change(line.split(':'));
    return fields === undefined ? [] : [fields.join(':')];
  });
  process.fs.writeFile(path, encode(changed.join('\n')));
}

/** Takes a user out of all groups, or out of those that `except` doesn't name. */
export function leaveGroups(process: Process, user: string, except: readonly string[] = []): void {
  for (const { name, members } of readGroups(process)) {
    if (!members.includes(user) || except.includes(name)) continue;
    changeLine(process, '/etc/group', name, (fields) => [
      ...fields.slice(0, 3),
      members.filter((member) => member !== user).join(','),
    ]);
  }
}

/** Takes an account out of passwd, shadow and all groups. */
export function removeUser(process: Process, name: string): void {
  for (const path of ['/etc/passwd', '/etc/shadow']) changeLine(process, path, name, () => undefined);
  leaveGroups(process, name);
}

export const removeGroup = (process: Process, name: string): void => {
  for (const path of ['/etc/group', '/etc/gshadow']) changeLine(process, path, name, () => undefined);
};

/** A home with all that is in it. */
export function removeTree(process: Process, path: string): void {
  if (process.fs.lstat(path).type !== 'directory') return process.fs.unlink(path);
  for (const { name } of process.fs.readdir(path)) removeTree(process, `${path}/${name}`);
  process.fs.rmdir(path);
}
