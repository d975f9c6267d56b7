import type { BuildRequest } from '../../api/types/build.ts';
import { imageOf } from './export-image.ts';
import type { BaseImage } from './base-image.ts';
import type { Plan } from './convert.ts';
import { BuildError } from './failure.ts';
import { materialsOf } from './materials.ts';
import type { StageState } from './stage-state.ts';
import type { BuildStore, Snapshot } from './store.ts';
import type { Worker } from './worker.ts';

/** A bake has few targets that others start from. */
const KEPT = 32;

/** Keeps what a build has made, for a build that starts from it. @param reference of this build */
export function keepResult(
  { daemon }: Worker,
  request: BuildRequest,
  reference: string,
  { plan, state, snapshot }: { readonly plan: Plan; readonly state: StageState; readonly snapshot: Snapshot },
): void {
  const { created, config, history, architecture, variant, os } = imageOf(request, state, snapshot);
  const image: BaseImage = {
    ...{ name: `input:${reference}`, alias: '', pulled: undefined, created, config, history },
    ...{ architecture, variant, os, layers: snapshot.layers, tree: () => snapshot.tree, chain: snapshot.key },
  };
  const { results } = daemon.builds;
  results.set(reference, { image, materials: materialsOf(daemon, plan) });
  for (const old of [...results.keys()].slice(0, -KEPT)) results.delete(old);
}

/** What another build has made that a context names; undefined: it names something else. */
export function resultOf(builds: BuildStore, request: BuildRequest, name: string): BaseImage | undefined {
  const context = request.namedContexts[name];
  if (typeof context !== 'object' || !('result' in context)) return undefined;
  const found = builds.results.get(context.result);
  if (found === undefined) throw new BuildError(`failed to load input ${name}`);
  return found.image;
}
