import { upper } from '../../kernel/fs/diff.ts';
import type { FileSystem, Path } from '../../kernel/fs/file-system.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import { directory, file, type VirtualDirectory } from '../../kernel/virtual-file-system.ts';
import type { LiveContainer } from '../container/live.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import type { ContainerRecord } from '../state.ts';
import { EngineDirectory, type Graft } from './engine-directory.ts';
import { linkOf } from './link.ts';

const PRIVATE = { mode: 0o710 };

interface Layered {
  readonly record: ContainerRecord;
  readonly live: LiveContainer;
}

/** /var/lib/docker/overlay2: a directory for each container's layer, its init layer, and the layers of images. */
export function createOverlay2(daemon: Daemon, dev: number): FileSystem {
  const { kernel, state } = daemon;
  const views = new WeakMap<LiveContainer, { readonly of: FrozenTree['root']; readonly fs: FileSystem }>();

  function find(name: string): Layered | undefined {
    for (const record of state.containers.values()) {
      const live = daemon.live.get(record.id);
      if (record.layer === name && live !== undefined) return { record, live };
    }
    return undefined;
  }

  /** The container's own changes, as overlayfs keeps them; made anew when there are more. */
  function upperOf(live: LiveContainer): FileSystem {
    const current = live.tree.snapshot();
    const known = views.get(live);
    if (known?.of === current.root) return known.fs;
    const fs = overlayTree(daemon, upper(live.base, current));
    views.set(live, { of: current.root, fs });
    return fs;
  }

  const imageTree = (diffId: string): FrozenTree | undefined => {
    for (const image of state.images.values()) {
      if (image.layers.at(-1)?.diffId === `sha256:${diffId}`) return daemon.trees.get(image.id)?.();
    }
    return undefined;
  };

  function graft([name = '', part, ...rest]: Path): Graft | undefined {
    const container = find(name);
    if (container !== undefined) {
      const { live, record } = container;
      if (part === 'diff') return { fs: upperOf(live), path: rest, changes: live.tree };
      return part === 'merged' && record.state.running ? { fs: live.tree, path: rest } : undefined;
    }
    if (part !== 'diff') return undefined;
    const below = name.endsWith('-init') ? find(name.slice(0, -'-init'.length))?.live.base : imageTree(name);
    return below && { fs: overlayTree(daemon, below), path: rest };
  }

  const lowerOf = (name: string): string => `l/${linkOf(`${name}-init`)}`;
  const layerDirectory = (name: string): VirtualDirectory | undefined => {
    const common = { diff: directory({}), link: file(() => linkOf(name)) };
    const container = find(name);
    if (container !== undefined) {
      const work = directory({ work: directory({}, { mode: 0 }) }, { mode: 0o700 });
      const merged = container.record.state.running ? { merged: directory({}) } : {};
      return directory({ ...common, lower: file(() => lowerOf(name)), ...merged, work }, PRIVATE);
    }
    if (name.endsWith('-init') && find(name.slice(0, -'-init'.length)) !== undefined) return directory(common, PRIVATE);
    return imageTree(name) === undefined ? undefined : directory(common, PRIVATE);
  };

  const root: VirtualDirectory = {
    type: 'directory',
    ...PRIVATE,
    names: () => [
      ...[...state.containers.values()].flatMap(({ layer }) => [layer, `${layer}-init`]),
      ...new Set(
        [...state.images.values()].flatMap(({ layers }) => layers.at(-1)?.diffId.replace('sha256:', '') ?? []),
      ),
    ],
    find: layerDirectory,
  };
  return new EngineDirectory({ dev, now: kernel.now, root, graft });
}
