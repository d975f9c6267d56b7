import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { TreeFileSystem } from '../../kernel/fs/tree.ts';
import { SparseMap, SparseSet } from '../../kernel/sparse.ts';
import type { Daemon } from '../daemon.ts';
import { diskTree, overlayTree } from '../file-systems.ts';
import { treeOf } from '../image/find.ts';
import type { ContainerRecord } from '../state.ts';
import { freshInput, type LiveContainer } from './live.ts';
import { LogStore } from './log-store.ts';
import { Output } from './output.ts';

const OWNER = { uid: 0, gid: 0 };

/** Mount points that every container has in its init layer. @see moby daemon/initlayer/setup_unix.go */
const INIT_LAYER: readonly (readonly [string, 'directory' | 'file' | 'symlink'])[] = [
  ['dev/pts', 'directory'],
  ['dev/shm', 'directory'],
  ['proc', 'directory'],
  ['sys', 'directory'],
  ['.dockerenv', 'file'],
  ['etc/resolv.conf', 'file'],
  ['etc/hosts', 'file'],
  ['etc/hostname', 'file'],
  ['dev/console', 'file'],
  ['etc/mtab', 'symlink'],
];

function addInitLayer(tree: TreeFileSystem): void {
  for (const [text, type] of INIT_LAYER) {
    const path = text.split('/');
    for (let length = 1; length < path.length; length++) {
      const parent = path.slice(0, length);
      if (tree.stat(parent) === undefined) tree.create(parent, { type: 'directory', mode: 0o755, ...OWNER });
    }
    const parent = tree.stat(path.slice(0, -1));
    if (parent?.type !== 'directory' || tree.stat(path) !== undefined) continue;
    if (type === 'symlink') tree.create(path, { type, target: '/proc/mounts', mode: 0o777, ...OWNER });
    else tree.create(path, { type, mode: 0o755, ...OWNER });
  }
}

/** Init layers by image; those of the same minute are the same to all who look at them. */
const initLayers = new WeakMap<FrozenTree, { readonly minute: number; readonly tree: FrozenTree }>();
const MINUTE = 60_000;

/** The image's files with the init layer on top. */
function baseOf(daemon: Daemon, record: ContainerRecord): FrozenTree {
  const image = treeOf(daemon, record.image)();
  const minute = Math.floor(daemon.kernel.clock.now() / MINUTE);
  const known = initLayers.get(image);
  if (known?.minute === minute) return known.tree;
  const layer = overlayTree(daemon, image);
  addInitLayer(layer);
  const tree = layer.snapshot();
  initLayers.set(image, { minute, tree });
  return tree;
}

/** What a container that was never started has. */
export const notYetStarted = () =>
  ({
    terminal: undefined,
    pts: undefined,
    size: undefined,
    early: [],
    runtime: undefined,
    shim: undefined,
    cancelRestart: undefined,
    stopHealth: undefined,
    ended: Promise.resolve(),
    screen: Promise.resolve(),
    starting: false,
    stopping: false,
    backoff: 0,
  }) satisfies Partial<LiveContainer>;

/** File system, streams and log of a new container. */
export function makeLive(daemon: Daemon, record: ContainerRecord): LiveContainer {
  const { kernel } = daemon;
  const base = baseOf(daemon, record);
  const { Type } = record.hostConfig.LogConfig;
  const log = Type === 'none' ? undefined : new LogStore(kernel.clock, { json: Type === 'json-file' });
  return {
    base,
    tree: overlayTree(daemon, base),
    mountedImages: new SparseMap(),
    files: diskTree(daemon),
    output: new Output(log === undefined ? undefined : (name, bytes) => log.write(name, bytes)),
    log,
    waiters: new SparseSet(),
    input: freshInput(kernel.nextInode()),
    ...notYetStarted(),
  };
}
