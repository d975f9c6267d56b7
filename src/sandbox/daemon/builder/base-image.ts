import { ApiError } from '../../api/errors.ts';
import { familiarName, fullReference, InvalidReference, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { ImageConfig } from '../../api/types/image.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { ImagePlatform, Manifest } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';
import { chainIds } from '../image/layers.ts';
import { resolveManifest } from '../image/resolve.ts';
import type { HistoryRecord, LayerRecord } from '../state.ts';
import { BuildError } from './failure.ts';

/** An image that a stage starts from. */
export interface BaseImage {
  /** `docker.io/library/busybox:latest` */
  readonly name: string;
  /** It stands for a named context: `[context lib] alpine`, as its line says. */
  readonly alias?: string;
  /** It came from a registry: `sha256:…` of the manifest. */
  readonly pulled: Manifest | undefined;
  readonly created: number;
  readonly architecture: string;
  readonly variant: string;
  readonly os: string;
  readonly config: ImageConfig;
  readonly layers: readonly LayerRecord[];
  readonly history: readonly HistoryRecord[];
  readonly tree: () => FrozenTree;
  /** What its files are known by. */
  readonly chain: string;
}

const chainOf = (layers: readonly LayerRecord[]): string => chainIds(layers).at(-1) ?? 'scratch';

/** @throws {BuildError} `failed to parse stage name "Busybox": invalid reference format: …` */
export function imageName(text: string): string {
  try {
    return fullReference(withDefaultTag(parseReference(text)));
  } catch (error) {
    if (error instanceof InvalidReference) {
      throw new BuildError(`failed to parse stage name ${JSON.stringify(text)}: ${error.message}`);
    }
    throw error;
  }
}

/** A local image if there is one for the platform, otherwise the registry's. @throws {BuildError} `docker.io/library/x:latest: not found` */
export async function resolveImage(
  daemon: Daemon,
  name: string,
  platform: ImagePlatform,
  { pull, stored: usesStore = true }: { readonly pull: boolean; readonly stored?: boolean },
): Promise<BaseImage> {
  const reference = parseReference(name);
  const { digest, tag = 'latest' } = reference;
  const stored = `${familiarName(reference)}${digest === undefined ? `:${tag}` : `@${digest}`}`;
  // A builder's worker has a store of its own, and no image of the engine in it.
  const id = usesStore ? daemon.state.references.get(stored) : undefined;
  const local = id === undefined ? undefined : daemon.state.images.get(id);
  const tree = id === undefined ? undefined : daemon.trees.get(id);
  const fits = local !== undefined && local.architecture === platform.architecture;
  if (local !== undefined && tree !== undefined && fits && !pull) {
    return { ...local, name, pulled: undefined, tree, chain: chainOf(local.layers) };
  }
  try {
    const manifest = await resolveManifest(daemon, reference, platform);
    const { created, config, history, layers } = manifest;
    const kept = layers.map(({ diffId, size }) => ({ diffId, size }));
    return {
      name,
      pulled: manifest,
      created,
      architecture: manifest.platform.architecture,
      variant: manifest.platform.variant ?? '',
      os: manifest.platform.os,
      config,
      layers: kept,
      history,
      tree: manifest.tree,
      chain: chainOf(kept),
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (local !== undefined && tree !== undefined && fits) {
      return { ...local, name, pulled: undefined, tree, chain: chainOf(local.layers) };
    }
    const isMissing = reference.domain === 'docker.io' || error.kind === 'not_found' || error.kind === 'forbidden';
    throw new BuildError(isMissing ? `${name}: not found` : error.message);
  }
}
