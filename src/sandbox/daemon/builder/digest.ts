import type { Content, FileSystem, Path } from '../../kernel/fs/file-system.ts';
import { encode } from '../../kernel/bytes.ts';
import { diff } from '../../kernel/fs/diff.ts';
import type { FrozenTree, Node } from '../../kernel/fs/node.ts';
import { nodeOf } from '../../kernel/fs/node.ts';
import { sha256 } from '../../registry/sha256.ts';
import { digestOf } from '../image/layers.ts';
import { readContent, contentExtent } from '../../kernel/fs/content.ts';
import type { LayerRecord } from '../state.ts';

/** What an archive without members is known by: the layer of a step that changed nothing. */
const EMPTY_LAYER = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

function nodeAt(tree: FrozenTree, path: string): Node | undefined {
  let node: Node | undefined = tree.root;
  for (const name of path.split('/').filter((part) => part !== '')) {
    const entry = node?.type === 'directory' ? node.names.get(name) : undefined;
    if (entry === undefined) return undefined;
    node = nodeOf(entry, tree.links);
  }
  return node;
}

function describe(node: Node): string {
  const meta = `${node.type} ${node.mode.toString(8)} ${node.uid}:${node.gid}`;
  if (node.type === 'symlink') return `${meta} ${node.target}`;
  if (node.type !== 'file') return meta;
  const head = readContent(node.content, 0, contentExtent(node.content));
  return `${meta} ${node.mtime} ${node.content.size} ${sha256(head)}`;
}

/** The layer that lies between two trees: the same changes give the same digest. */
export function layerOf(base: FrozenTree, current: FrozenTree): LayerRecord {
  const changes = diff(base, current);
  if (changes.length === 0) return { diffId: EMPTY_LAYER, size: 0 };
  let size = 0;
  const lines = changes.map(({ kind, path }) => {
    const node = kind === 'D' ? undefined : nodeAt(current, path);
    if (node?.type === 'file') size += node.content.size;
    return node === undefined ? `D ${path}` : `${path} ${describe(node)}`;
  });
  return { diffId: digestOf(lines.join('\n')), size };
}

const bytesOf = (content: Content) => ('head' in content ? content.head : content);

/** What the files at and below a path are known by, without their times. */
export function contentDigest(fs: FileSystem, path: Path, keep: (path: string) => boolean = () => true): string {
  const lines: string[] = [];
  const visit = (at: Path, name: string) => {
    const stat = fs.stat(at);
    if (stat === undefined || !keep(name)) return;
    const meta = `${name} ${stat.type} ${stat.mode.toString(8)} ${stat.uid}:${stat.gid}`;
    if (stat.type === 'symlink') lines.push(`${meta} ${fs.readlink(at)}`);
    else if (stat.type === 'file') {
      const extent = Math.min(stat.size, fs.extent?.(at) ?? stat.size);
      lines.push(`${meta} ${stat.size} ${sha256(bytesOf(fs.read(at, 0, extent)))}`);
    } else lines.push(meta);
    if (stat.type === 'directory') {
      for (const child of [...fs.readdir(at)].sort()) visit([...at, child], name === '' ? child : `${name}/${child}`);
    }
  };
  visit(path, '');
  return sha256(encode(lines.join('\n')));
}
