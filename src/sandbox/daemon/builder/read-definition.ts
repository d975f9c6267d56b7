import type { BuildRequest } from '../../api/types/build.ts';
import { expand, ExpansionError, type Variables } from '../../dockerfile/expand.ts';
import { type Dockerfile, findStage, type Stage } from '../../dockerfile/stages.ts';
import { globalArgs } from '../../dockerfile/scope.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import { imageName } from './base-image.ts';
import { BuildError } from './failure.ts';
import { originOf, reachableFrom, type Reachable, referencesOf, targetOf } from './graph.ts';
import { readPlatform } from './platform.ts';

/** A Dockerfile with the names in its FROMs worked out. */
export interface Definition {
  readonly dockerfile: Dockerfile;
  readonly target: Stage;
  readonly reachable: Reachable;
  readonly globals: Variables;
  /** What each needed stage starts from: a stage, a name, or nothing. */
  readonly bases: ReadonlyMap<Stage, Stage | string>;
  readonly platforms: ReadonlyMap<Stage, ImagePlatform>;
  /** Images and named contexts that `--from` names, with the place that does. */
  readonly others: ReadonlyMap<string, Stage>;
}

function evaluated(word: string, globals: Variables, escape: string, range: Stage['from']['range']): string {
  try {
    return expand(word, globals, { escape }).text;
  } catch (error) {
    if (error instanceof ExpansionError) throw new BuildError(error.message, range);
    throw error;
  }
}

const NO_VARIABLES =
  'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround';

/** @throws {BuildError} `base name ($BASE) should not be blank`, … */
export function readDefinition(
  dockerfile: Dockerfile,
  request: BuildRequest,
  platform: ImagePlatform,
  platformVariables: Variables,
): Definition {
  const { metaArgs, escape, stages } = dockerfile;
  const globals = globalArgs(metaArgs, new Map(Object.entries(request.buildArgs)), platformVariables, escape);
  const bases = new Map<Stage, Stage | string>();
  const platforms = new Map<Stage, ImagePlatform>();
  for (const stage of stages) {
    const { from } = stage;
    const name = evaluated(from.base, globals, escape, from.range);
    if (name === '') throw new BuildError(`base name (${from.base}) should not be blank`, from.range);
    platforms.set(stage, platformOf(stage, globals, escape, platform));
    const parent = findStage(stages.slice(0, stage.index), name);
    if (parent === undefined && name !== 'scratch' && request.namedContexts[name] === undefined) {
      withRange(() => imageName(name), from.range);
    }
    bases.set(stage, parent ?? name);
  }
  for (const { instruction, from } of stages.flatMap(referencesOf)) {
    if (instruction.kind !== 'run' && from.includes('$')) throw new BuildError(NO_VARIABLES);
  }
  const target = targetOf(stages, request.target);
  const needed = reachableFrom(stages, target, (stage) => {
    const base = bases.get(stage);
    return typeof base === 'object' ? base : undefined;
  });
  // A check looks at what nobody needs, too.
  const reachable = request.call === 'check' ? { ...needed, stages } : needed;
  const others = new Map<string, Stage>();
  for (const stage of reachable.stages) {
    for (const { from } of referencesOf(stage)) {
      const origin = originOf(stages, from, stage);
      if (origin.kind === 'other') others.set(origin.name, stage);
    }
  }
  return { dockerfile, target, reachable, globals, bases, platforms, others };
}

function withRange<T>(act: () => T, range: Stage['from']['range']): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof BuildError) throw new BuildError(error.message, error.range ?? range);
    throw error;
  }
}

function platformOf({ from }: Stage, globals: Variables, escape: string, platform: ImagePlatform): ImagePlatform {
  if (from.platform === '') return platform;
  const text = evaluated(from.platform, globals, escape, from.range);
  if (text === '') {
    throw new BuildError(`empty platform value from expression ${from.platform}`, from.range);
  }
  try {
    return readPlatform(text);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new BuildError(`failed to parse platform ${text}: ${error.message}`, from.range);
  }
}
