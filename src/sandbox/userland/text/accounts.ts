import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/process.ts';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

function fields(process: Process, path: string): string[][] {
  try {
    return decode(process.fs.readFile(path))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(':'));
  } catch (error) {
    if (error instanceof Errno) return [];
    throw error;
  }
}

/** /etc/passwd as the process sees it; empty where there is none. */
export const readUsers = (process: Process): User[] =>
  fields(process, '/etc/passwd').map(([name = '', , uid, gid, gecos = '', home = '', shell = '']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    gecos,
    home,
    shell,
  }));

export const readGroups = (process: Process): Group[] =>
  fields(process, '/etc/group').map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter((member) => member !== ''),
  }));

/** Names of ids, looked up once. */
export class AccountNames {
  readonly #users: ReadonlyMap<number, string>;
  readonly #groups: ReadonlyMap<number, string>;

  constructor(process: Process) {
    this.#users = new Map(
      readUsers(process)
        .map(({ uid, name }) => [uid, name])
        .reverse() as [number, string][],
    );
    this.#groups = new Map(
      readGroups(process)
        .map(({ gid, name }) => [gid, name])
        .reverse() as [number, string][],
    );
  }

  user(uid: number): string | undefined {
    return this.#users.get(uid);
  }

  group(gid: number): string | undefined {
    return this.#groups.get(gid);
  }
}

/** The id that a user's name or number stands for. */
export function findUid(process: Process, text: string): number | undefined {
  const user = readUsers(process).find(({ name }) => name === text);
  return user?.uid ?? (/^\d+$/.test(text) ? Number(text) : undefined);
}

export function findGid(process: Process, text: string): number | undefined {
  const group = readGroups(process).find(({ name }) => name === text);
  return group?.gid ?? (/^\d+$/.test(text) ? Number(text) : undefined);
}
