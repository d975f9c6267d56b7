import { formatPlatform } from '../../api/platform.ts';
import type { BuildRequest } from '../../api/types/build.ts';
import type { LineRange } from '../../dockerfile/error.ts';
import type { Stage } from '../../dockerfile/stages.ts';
import { didYouMean, suggest } from '../../dockerfile/suggest.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import { type BaseImage, imageName, resolveImage } from './base-image.ts';
import type { Base, Plan } from './convert.ts';
import { BuildError } from './failure.ts';
import { BUILD_PLATFORM } from './platform.ts';
import { IGNORE, keepSource } from './cache-record.ts';
import { resultOf } from './linked-result.ts';
import type { Progress } from './progress.ts';
import type { Definition } from './read-definition.ts';
import type { Worker } from './worker.ts';

/** Octets that are sent where there is no file. */
const EMPTY_TRANSFER = 2;

/** What a build has to look up images with. */
export interface Sight {
  readonly worker: Worker;
  readonly request: BuildRequest;
  readonly progress: Progress;
  /** Found so far, for any of the platforms. */
  readonly images: Map<string, BaseImage | BuildError>;
  /** Named directories of the client whose .dockerignore has been asked for. */
  readonly ignores: Set<string>;
  /** Built for several platforms: steps name theirs. */
  readonly isMulti: boolean;
}

/** Looks up every image that the needed stages name. @throws {BuildError} one of them is not to be had */
export async function makePlan(sight: Sight, definition: Definition, target: ImagePlatform): Promise<Plan> {
  const { request, progress } = sight;
  const { dockerfile, reachable, bases, platforms, others } = definition;
  const load = (text: string, stage: Stage, written: string) =>
    loadImage(sight, { text, written, platform: platforms.get(stage) ?? BUILD_PLATFORM });
  const syntax = dockerfile.directives.get('syntax');
  if (syntax !== undefined && sight.images.size === 0) {
    progress.instant(`resolve image config for docker-image://${imageName(syntax.value)}`);
  }
  const names = dockerfile.stages.map(({ from }) => from.stage).filter((name) => name !== '');
  const refuse = (text: string, error: BuildError, range: LineRange | undefined) =>
    new BuildError(
      `${text}: failed to resolve source metadata for ${imageName(text)}: ${error.message}${didYouMean(suggest(text, names))}`,
      range,
    );
  const starts = new Map<Stage, Base>();
  const problems: BuildError[] = [];
  for (const stage of reachable.stages) {
    const base = bases.get(stage) ?? 'scratch';
    const linked = typeof base === 'string' ? resultOf(sight.worker.daemon.builds, request, base) : undefined;
    if (typeof base === 'object') starts.set(stage, { kind: 'stage', stage: base });
    else if (request.namedContexts[base] === 'local') {
      loadIgnore(sight, base);
      starts.set(stage, { kind: 'context', context: base });
    } else if (linked !== undefined) starts.set(stage, { kind: 'image', image: linked });
    else if (base === 'scratch') starts.set(stage, { kind: 'scratch' });
    else {
      const image = await load(aliased(request, base), stage, base);
      if (image instanceof BuildError) problems.push(refuse(base, image, stage.from.range));
      else starts.set(stage, { kind: 'image', image });
    }
  }
  const images = new Map<string, BaseImage>();
  for (const [text, stage] of others) {
    if (request.namedContexts[text] === 'local') {
      loadIgnore(sight, text);
      continue;
    }
    const linked = resultOf(sight.worker.daemon.builds, request, text);
    const image = linked ?? (await load(aliased(request, text), stage, text));
    const range = copyRangeOf(stage, text);
    if (image instanceof BuildError) problems.push(refuse(text, image, range));
    else images.set(text, image);
  }
  const [problem] = problems;
  if (problem !== undefined) throw problem;
  const { stages, others: hasOthers } = reachable;
  return {
    dockerfile,
    request,
    stages,
    isSingle: dockerfile.stages.length === 1 && !hasOthers,
    target: definition.target,
    globals: definition.globals,
    bases: starts,
    platforms,
    images,
    shownTarget: sight.isMulti ? target : undefined,
  };
}

async function loadImage(
  { worker, request, progress, images, isMulti }: Sight,
  { text, written, platform }: { readonly text: string; readonly written: string; readonly platform: ImagePlatform },
): Promise<BaseImage | BuildError> {
  const name = imageName(text);
  const isContext = request.namedContexts[written] !== undefined;
  const key = `${name} ${formatPlatform(platform)}${isContext ? ` ${written}` : ''}`;
  const shownAs = (image: BaseImage | BuildError): BaseImage | BuildError =>
    image instanceof BuildError || !isContext ? image : { ...image, alias: `[context ${written}] ${text}` };
  const there = images.get(key);
  if (there !== undefined) return shownAs(there);
  const shown = isMulti ? `${formatPlatform(platform)} ` : '';
  const vertex = progress.start(
    isContext
      ? `[${shown}context ${written}] load metadata for ${text}`
      : `[${shown}internal] load metadata for ${name}`,
  );
  const { near, usesStore } = worker;
  const how = { pull: request.pull, stored: usesStore };
  const result = await resolveImage(near, name, platform, how).catch((error: unknown) => {
    if (error instanceof BuildError) return error;
    throw error;
  });
  if (result instanceof BuildError) vertex.fail(result.message);
  else vertex.done();
  images.set(key, result);
  return shownAs(result);
}

/** A named directory has a .dockerignore of its own; the client reads it. */
function loadIgnore({ worker, progress, ignores }: Sight, context: string): void {
  if (ignores.has(context)) return;
  ignores.add(context);
  const vertex = progress.start(`[context ${context}] load .dockerignore`);
  vertex.status(`transferring ${context}:`, { current: EMPTY_TRANSFER });
  keepSource(worker.daemon, context, 0, IGNORE);
  vertex.done();
}

function aliased({ namedContexts }: BuildRequest, name: string): string {
  const context = namedContexts[name];
  return typeof context === 'object' && 'image' in context ? context.image : name;
}

/** Where a COPY names an image; of a mount BuildKit shows no place. */
const copyRangeOf = (stage: Stage, from: string): LineRange | undefined =>
  stage.instructions.find((instruction) => instruction.kind === 'copy' && instruction.from === from)?.range;
