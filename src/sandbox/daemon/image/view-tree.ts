import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { TreeFileSystem } from '../../kernel/fs/tree.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';

/** A frozen tree as a file system that can be read. */
export const viewTree = (daemon: Daemon, tree: FrozenTree): TreeFileSystem => overlayTree(daemon, tree);
