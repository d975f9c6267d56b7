import type { Copy, Run } from '../../dockerfile/instruction.ts';
import { findStage, type Stage } from '../../dockerfile/stages.ts';
import { BuildError } from './failure.ts';

/** What a `--from`, or the base of a stage, names. */
export type Origin =
  | { readonly kind: 'context' }
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'other'; readonly name: string };

/** Texts of `from` in one stage, variables expanded where `expandFrom` can. */
export interface Reference {
  readonly instruction: Copy | Run;
  readonly from: string;
}

export function referencesOf(stage: Stage): Reference[] {
  return stage.instructions.flatMap((instruction): Reference[] => {
    if (instruction.kind === 'run') return instruction.mounts.map(({ from }) => ({ instruction, from }));
    if (instruction.kind !== 'copy' || instruction.from === '') return [];
    return [{ instruction, from: instruction.from }];
  });
}

/** @throws {BuildError} `invalid stage index 1` */
export function originOf(stages: readonly Stage[], from: string, user: Stage): Origin {
  if (from === '') return { kind: 'context' };
  const named = findStage(stages, from);
  if (named !== undefined) return { kind: 'stage', stage: named };
  if (!/^\d+$/.test(from)) return { kind: 'other', name: from };
  const numbered = stages[Number(from)];
  if (numbered === undefined || numbered.index > user.index) throw new BuildError(`invalid stage index ${from}`);
  return { kind: 'stage', stage: numbered };
}

/** @throws {BuildError} `target stage "nosuch" could not be found` */
export function targetOf(stages: readonly Stage[], name: string): Stage {
  const target = name === '' ? stages.at(-1) : findStage(stages, name);
  if (target === undefined) throw new BuildError(`target stage ${JSON.stringify(name)} could not be found`);
  return target;
}

export interface Reachable {
  /** In the order of the Dockerfile. */
  readonly stages: readonly Stage[];
  /** Something beside stages is used as if it were one, so that steps get the names of their stages. */
  readonly others: boolean;
}

/**
 * The stages that a target needs.
 *
 * @param baseOf the stage that a stage starts from
 * @throws {BuildError} `circular dependency detected on stage: me`
 */
export function reachableFrom(
  all: readonly Stage[],
  target: Stage,
  baseOf: (stage: Stage) => Stage | undefined,
): Reachable {
  let found = new Set<Stage>();
  const path = new Set<Stage>();
  let others = false;
  const visit = (stage: Stage) => {
    if (path.has(stage))
      throw new BuildError(`circular dependency detected on stage: ${stage.from.stage || `stage-${stage.index}`}`);
    if (found.has(stage)) return;
    found.add(stage);
    path.add(stage);
    const base = baseOf(stage);
    if (base !== undefined) visit(base);
    for (const { from, instruction } of referencesOf(stage)) {
      const origin = originOf(all, from, stage);
      if (origin.kind !== 'stage') {
        others = true;
        continue;
      }
      try {
        visit(origin.stage);
      } catch (error) {
        if (!(error instanceof BuildError) || error.range !== undefined) throw error;
        throw new BuildError(error.message, instruction.range);
      }
    }
    path.delete(stage);
  };
  // A circle is refused wherever it is, and the first of its stages is named.
  for (const stage of all) visit(stage);
  found = new Set();
  others = false;
  visit(target);
  return { stages: all.filter((stage) => found.has(stage)), others };
}
