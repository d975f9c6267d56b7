import { encode } from '../bytes.ts';
import { diskBlocks } from './content.ts';
import type { Stat } from './file-system.ts';
import type { DirectoryNode, LinkTable, Node } from './node.ts';

interface Place {
  readonly dev: number;
  readonly type: string;
  readonly links: LinkTable;
}

export function statOf(node: Node, { dev, type: fsType, links }: Place): Stat {
  const { type, mode, uid, gid, mtime, ino } = node;
  const extended = node.xattrs === undefined ? {} : { xattrs: node.xattrs };
  const common = { type, mode, uid, gid, mtime, ino, dev, nlink: links.get(ino)?.count ?? 1, ...extended };
  switch (node.type) {
    case 'directory':
      return {
        ...common,
        size: directorySize(node, fsType),
        ...(fsType === 'tmpfs' && { blocks: 0 }),
        /** Counted when asked for: each step of a path takes a stat. */
        get nlink() {
          return node.merged ? 1 : 2 + subdirectories(node);
        },
      };
    case 'file':
      return { ...common, size: node.content.size, blocks: diskBlocks(node.content) };
    case 'symlink':
      return { ...common, size: encode(node.target).length, blocks: 0 };
    default:
      return { ...common, size: 0, ...(node.rdev && { rdev: node.rdev }) };
  }
}

/** As tmpfs counts, and as ext4 below an overlay does. */
const directorySize = (node: DirectoryNode, fsType: string): number =>
  fsType === 'tmpfs' ? 40 + 20 * node.names.size : 4096;

function subdirectories(node: DirectoryNode): number {
  let count = 0;
  for (const entry of node.names.values()) if (entry.type === 'directory') count++;
  return count;
}
