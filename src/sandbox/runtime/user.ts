import { decode } from '../kernel/bytes.ts';
import type { FileView } from '../kernel/fs/view.ts';
import { OciError } from './error.ts';
import type { UserSpec } from './spec.ts';

interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}
interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

const MAX_ID = 2 ** 31 - 1;

/** Rows of a colon-separated file; none when it isn't there. */
function rows(files: FileView, path: string): string[][] {
  if (!files.exists(path) || files.isDirectory(path)) return [];
  const lines = decode(files.readFile(path)).split('\n');
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).map((line) => line.split(':'));
}

const passwd = (files: FileView): PasswdEntry[] =>
  rows(files, '/etc/passwd').map(([name = '', , uid, gid, , home = '']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    home,
  }));

const groups = (files: FileView): GroupEntry[] =>
  rows(files, '/etc/group').map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter((member) => member !== ''),
  }));

/**
 * Reads `user[:group]`, by names or numbers, in the container's own account files.
 *
 * @throws {OciError} `unable to find user x: no matching entries in passwd file`
 * @see moby/sys/user user.go, GetExecUser
 */
export function lookUpUser(files: FileView, text: string, groupAdd: readonly string[] = []): UserSpec {
  const [userText = '', groupText = ''] = text.split(':');
  const allGroups = groups(files);
  const user = findUser(passwd(files), userText);
  const listed = allGroups.filter(({ members }) => members.includes(user.name)).map(({ gid }) => gid);
  const gid = groupText === '' ? user.gid : findGroup(allGroups, groupText);
  const added = groupAdd.map((name) => findGroup(allGroups, name));
  return {
    uid: user.uid,
    gid,
    groups: [...new Set([gid, ...(groupText === '' ? listed : []), ...added])],
    home: user.home === '' ? '/' : user.home,
  };
}

function findUser(entries: readonly PasswdEntry[], text: string): PasswdEntry {
  if (text === '') return entries.find(({ uid }) => uid === 0) ?? { name: 'root', uid: 0, gid: 0, home: '/root' };
  const number = /^-?\d+$/.test(text) ? Number(text) : undefined;
  const found = entries.find(({ name, uid }) => name === text || uid === number);
  if (found !== undefined) return found;
  if (number === undefined) {
    throw new OciError('other', `unable to find user ${text}: no matching entries in passwd file`);
  }
  if (number < 0 || number > MAX_ID) throw new OciError('other', 'uids and gids must be in range 0-2147483647');
  return { name: '', uid: number, gid: 0, home: '/' };
}

function findGroup(entries: readonly GroupEntry[], text: string): number {
  const number = /^-?\d+$/.test(text) ? Number(text) : undefined;
  const found = entries.find(({ name, gid }) => name === text || gid === number);
  if (found !== undefined) return found.gid;
  if (number === undefined) {
    throw new OciError('other', `unable to find group ${text}: no matching entries in group file`);
  }
  if (number < 0 || number > MAX_ID) throw new OciError('other', 'uids and gids must be in range 0-2147483647');
  return number;
}
