import { ApiError } from '../../api/errors.ts';
import { familiarName, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { BuildCacheSource, BuildRequest } from '../../api/types/build.ts';
import { OCI_MANIFEST } from '../../registry/remote/manifest.ts';
import { rawManifest } from '../image/raw-manifest.ts';
import { isNear } from '../image/resolve.ts';
import { imageName, resolveImage } from './base-image.ts';
import { BuildError } from './failure.ts';
import { BUILD_PLATFORM } from './platform.ts';
import type { Progress, Vertex } from './progress.ts';
import type { CachedStep } from './store.ts';
import type { Worker } from './worker.ts';

type Steps = readonly CachedStep[];

/** Steps that caches of elsewhere hold, by their keys. One that isn't found is told, and the build goes on. */
export async function importCaches(
  worker: Worker,
  request: BuildRequest,
  progress: Progress,
): Promise<ReadonlyMap<string, CachedStep>> {
  const found = new Map<string, CachedStep>();
  for (const source of request.cacheFrom ?? []) {
    const vertex = progress.start(`importing cache manifest from ${nameOf(source)}`);
    try {
      const steps = await stepsOf(worker, source, vertex);
      for (const step of steps) found.set(step.snapshot.key, step);
      vertex.done();
    } catch (error) {
      if (!(error instanceof BuildError || error instanceof ApiError)) throw error;
      const where = source.type === 'other' ? '' : `failed to configure ${source.type} cache importer: `;
      vertex.fail(`${where}${error.message}`);
    }
  }
  return found;
}

/** BuildKit numbers what has no name by what it is set to. */
function nameOf(source: BuildCacheSource): string {
  if (source.type === 'registry') return source.reference;
  if (source.type === 'local') return `local:${BigInt(`0x${source.digest.slice(-15)}`)}`;
  const number = [...source.name].reduce((sum, char) => (sum * 31n + BigInt(char.codePointAt(0) ?? 0)) % 2n ** 64n, 7n);
  return `${source.name}:${number}`;
}

async function stepsOf(worker: Worker, source: BuildCacheSource, vertex: Vertex): Promise<Steps> {
  const { caches } = worker.engine.builds;
  if (source.type === 'other') throw new BuildError(`unknown cache importer: ${source.name}`);
  if (source.type === 'local') {
    const steps = caches.get(source.digest);
    if (steps !== undefined) {
      vertex.status(`inferred cache manifest type: ${OCI_MANIFEST}`);
      return steps;
    }
    throw new BuildError(`NotFound: rpc error: code = NotFound desc = content ${source.digest}: not found`);
  }
  const reference = withDefaultTag(parseReference(imageName(source.reference)));
  const stored = worker.engine.state.references.get(`${familiarName(reference)}:${reference.tag ?? 'latest'}`);
  if (worker.usesStore && stored !== undefined) return caches.get(stored) ?? [];
  if (!isNear(worker.near, reference.domain)) {
    await resolveImage(worker.near, imageName(source.reference), BUILD_PLATFORM, { pull: false, stored: false });
    return [];
  }
  const { digest, mediaType, text } = await rawManifest(worker.near, source.reference);
  vertex.status(`inferred cache manifest type: ${mediaType}`);
  const names = [digest, ...configsOf(text)];
  for (const child of manifestsOf(text)) {
    const own = await rawManifest(worker.near, `${familiarName(reference)}@${child}`);
    names.push(child, ...configsOf(own.text));
  }
  return names.flatMap((name) => caches.get(name) ?? []);
}

const configsOf = (text: string): readonly string[] => {
  const { config } = JSON.parse(text) as { readonly config?: { readonly digest: string } };
  return config === undefined ? [] : [config.digest];
};

const manifestsOf = (text: string): readonly string[] => {
  const { manifests = [] } = JSON.parse(text) as { readonly manifests?: readonly { readonly digest: string }[] };
  return manifests.map(({ digest }) => digest);
};
