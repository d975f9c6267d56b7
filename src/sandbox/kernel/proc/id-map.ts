import { Errno } from '../errno.ts';
import { type IdMapping, outsideId, type UserNamespace } from '../namespace.ts';
import type { Process } from '../process.ts';
import type { VirtualFile } from '../virtual-file-system.ts';

const column = (number: number): string => String(number).padStart(10);

const line = ({ inside, outside, count }: IdMapping): string => `${[inside, outside, count].map(column).join(' ')}\n`;

/** uid_map and gid_map: written once, by somebody of the parent namespace or, for himself, of the namespace itself. */
export function mapFile(process: Process, key: 'uidMap' | 'gidMap'): VirtualFile {
  const { user } = process.namespaces;
  return {
    type: 'file',
    uid: process.credentials.uid,
    gid: process.credentials.gid,
    read: () => user[key].map((mapping) => line({ ...mapping, outside: shown(user, key, mapping.outside) })).join(''),
    write: (text) => {
      const { parent } = user;
      if (parent === undefined || user[key].length > 0) throw new Errno('EPERM');
      const lines = text.trim().split('\n').map(parse);
      const map = lines.map(({ inside, outside, count }) => {
        const first = outsideId(parent[key], outside);
        const last = outsideId(parent[key], outside + count - 1);
        if (first === undefined || last === undefined) throw new Errno('EPERM');
        return { inside, outside: first, count };
      });
      checkWriter(process, user, key, map);
      user[key] = map;
    },
  };
}

/** Ids outside are kept as the host's; a file shows those of the parent namespace. */
function shown({ parent }: UserNamespace, key: 'uidMap' | 'gidMap', id: number): number {
  const range = parent?.[key].find(({ outside, count }) => id >= outside && id < outside + count);
  return range === undefined ? id : range.inside + id - range.outside;
}

/** @throws {Errno} EPERM @see user_namespaces(7), Defining user and group ID mappings */
function checkWriter(process: Process, user: UserNamespace, key: 'uidMap' | 'gidMap', map: readonly IdMapping[]): void {
  const writer = process.kernel.current ?? process;
  const { credentials, namespaces } = writer;
  const capability = key === 'uidMap' ? 'CAP_SETUID' : 'CAP_SETGID';
  if (namespaces.user !== user && writer.has(capability)) return;
  if (namespaces.user === user && !writer.has('CAP_SYS_ADMIN')) throw new Errno('EPERM');
  const [only] = map;
  const own = key === 'uidMap' ? credentials.uid : credentials.gid;
  const forHimself = map.length === 1 && only?.count === 1 && only.outside === own;
  if (!forHimself || (key === 'gidMap' && user.setgroupsDenied !== true)) throw new Errno('EPERM');
}

function parse(text: string): IdMapping {
  const [inside = NaN, outside = NaN, count = NaN] = text.trim().split(/\s+/).map(Number);
  if (Number.isNaN(inside + outside + count) || count < 1) throw new Errno('EINVAL');
  return { inside, outside, count };
}

/** setgroups: `deny` must stand there before an ordinary user may write gid_map. */
export function setgroupsFile(process: Process): VirtualFile {
  const { user } = process.namespaces;
  return {
    type: 'file',
    uid: process.credentials.uid,
    gid: process.credentials.gid,
    read: () => (user.setgroupsDenied === true ? 'deny\n' : 'allow\n'),
    write: (text) => {
      const word = text.trim();
      if (word !== 'allow' && word !== 'deny') throw new Errno('EINVAL');
      if (word === 'deny' ? user.gidMap.length > 0 : user.setgroupsDenied === true) throw new Errno('EPERM');
      user.setgroupsDenied = word === 'deny';
    },
  };
}
