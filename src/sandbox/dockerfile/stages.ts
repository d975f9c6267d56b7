import { DockerfileError } from './error.ts';
import type { From, Instruction, InstructionOf } from './instruction.ts';
import { type InstructionNode, parseDockerfile, type ParsedDockerfile } from './parse.ts';
import { checkPairs, readInstruction } from './read.ts';

export interface Stage {
  readonly from: From;
  readonly index: number;
  readonly instructions: readonly Exclude<Instruction, From>[];
}

/** A whole Dockerfile: arguments of FROM, then stages. */
export interface Dockerfile extends ParsedDockerfile {
  readonly metaArgs: readonly InstructionOf<'arg'>[];
  readonly stages: readonly Stage[];
}

/** An instruction that is wrong, with all that was read before it: its checks are told nevertheless. */
export class InstructionError extends DockerfileError {
  readonly before: Dockerfile;

  constructor({ message, range }: DockerfileError, before: Dockerfile) {
    super(message, range);
    this.before = before;
  }
}

/** @throws {DockerfileError} for the first thing that is wrong, {InstructionError} where it is an instruction */
export function readDockerfile(text: string): Dockerfile {
  const parsed = parseDockerfile(text);
  for (const node of parsed.nodes) checkPairs(node, parsed.escape);
  const metaArgs: InstructionOf<'arg'>[] = [];
  const stages: { from: From; index: number; instructions: Exclude<Instruction, From>[] }[] = [];
  for (const node of parsed.nodes) {
    const instruction = attempt(
      () => readInstruction(node, parsed.escape, parsed.directives.has('syntax')),
      () => ({ ...parsed, metaArgs, stages: withRefused(stages, node) }),
    );
    const stage = stages.at(-1);
    if (instruction.kind === 'from') stages.push({ from: instruction, index: stages.length, instructions: [] });
    else if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.kind === 'arg') metaArgs.push(instruction);
    else throw new DockerfileError('no build stage in current context', instruction.range);
  }
  if (stages.length === 0) throw new DockerfileError('dockerfile contains no stages to build');
  return { ...parsed, metaArgs, stages };
}

/** A MAINTAINER is advised against before its words are counted. @see buildkit instructions/parse.go, ParseInstructionWithLinter */
function withRefused(stages: readonly Stage[], { keyword, original, range, comments }: InstructionNode): Stage[] {
  const last = stages.at(-1);
  if (last === undefined || keyword.toUpperCase() !== 'MAINTAINER') return [...stages];
  const written = { name: 'MAINTAINER', keyword, original, range, comments };
  const refused = { ...written, kind: 'maintainer' as const, value: '' };
  return [...stages.slice(0, -1), { ...last, instructions: [...last.instructions, refused] }];
}

function attempt<T>(read: () => T, before: () => Dockerfile): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof DockerfileError ? new InstructionError(error, before()) : error;
  }
}

/** The last stage of that name, without regard to case. */
export const findStage = (stages: readonly Stage[], name: string): Stage | undefined =>
  stages.findLast(({ from }) => from.stage !== '' && from.stage === name.toLowerCase());
