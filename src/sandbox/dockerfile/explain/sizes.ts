import type { Instruction } from '../instruction.ts';

/** A line of an image's history. */
export interface HistoryLine {
  /** `RUN /bin/sh -c make # buildkit` */
  readonly createdBy: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * The size of each instruction's layer: an image's history has one line for each of them but ONBUILD, behind those of
 * its base.
 *
 * @param chain instructions of the built stage, oldest first
 * @param history newest first; of another Dockerfile's image nothing is taken
 */
export function sizesOf(
  chain: readonly Instruction[],
  history: readonly HistoryLine[],
): ReadonlyMap<Instruction, number> {
  const noted = chain.filter(({ kind }) => kind !== 'onbuild').reverse();
  const pairs = noted.map((instruction, index) => [instruction, history[index]] as const);
  const sizes = new Map<Instruction, number>();
  for (const [instruction, line] of pairs) {
    if (line === undefined || !line.createdBy.toUpperCase().startsWith(instruction.name)) return new Map();
    sizes.set(instruction, line.size);
  }
  return sizes;
}
