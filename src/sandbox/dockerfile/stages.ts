import { DockerfileError } from './error.ts';
import type { From, Instruction, InstructionOf } from './instruction.ts';
import { parseDockerfile, type ParsedDockerfile } from './parse.ts';
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

/** @throws {DockerfileError} for the first thing that is wrong */
export function readDockerfile(text: string): Dockerfile {
  const parsed = parseDockerfile(text);
  for (const node of parsed.nodes) checkPairs(node, parsed.escape);
  const metaArgs: InstructionOf<'arg'>[] = [];
  const stages: { from: From; index: number; instructions: Exclude<Instruction, From>[] }[] = [];
  for (const node of parsed.nodes) {
    const instruction = readInstruction(node, parsed.escape, parsed.directives.has('syntax'));
    const stage = stages.at(-1);
    if (instruction.kind === 'from') stages.push({ from: instruction, index: stages.length, instructions: [] });
    else if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.kind === 'arg') metaArgs.push(instruction);
    else throw new DockerfileError('no build stage in current context', instruction.range);
  }
  if (stages.length === 0) throw new DockerfileError('dockerfile contains no stages to build');
  return { ...parsed, metaArgs, stages };
}

/** The last stage of that name, without regard to case. */
export const findStage = (stages: readonly Stage[], name: string): Stage | undefined =>
  stages.findLast(({ from }) => from.stage !== '' && from.stage === name.toLowerCase());
