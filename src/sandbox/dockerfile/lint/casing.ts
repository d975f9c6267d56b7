import type { From, Instruction } from '../instruction.ts';
import type { Stage } from '../stages.ts';
import type { Finding, LintInput } from './violation.ts';

const isLower = (word: string) => word === word.toLowerCase();
const isUpper = (word: string) => word === word.toUpperCase();

const all = (stages: readonly Stage[]): Instruction[] =>
  stages.flatMap(({ from, instructions }) => [from, ...instructions]);

export function* instructionCasing({ dockerfile }: LintInput): Generator<Finding> {
  const instructions = [...dockerfile.metaArgs, ...all(dockerfile.stages)];
  const lower = instructions.filter(({ keyword }) => isLower(keyword)).length;
  const upper = instructions.filter(({ keyword }) => isUpper(keyword)).length;
  const mostlyLower = lower > upper;
  for (const { keyword, range } of instructions) {
    if (mostlyLower ? isLower(keyword) : isUpper(keyword)) continue;
    const majority = mostlyLower ? 'lowercase' : 'uppercase';
    yield { message: `Command '${keyword}' should match the case of the command majority (${majority})`, range };
  }
}

const named = ({ dockerfile }: LintInput): From[] =>
  dockerfile.stages.map(({ from }) => from).filter(({ stage }) => stage !== '');

export function* fromAsCasing(input: LintInput): Generator<Finding> {
  for (const { as, keyword, range } of named(input)) {
    // A FROM of neither case has a finding of its own.
    const differs = isLower(keyword) ? !isLower(as) : isUpper(keyword) && !isUpper(as);
    if (differs) yield { message: `'${as}' and '${keyword}' keywords' casing do not match`, range };
  }
}

export function* stageNameCasing(input: LintInput): Generator<Finding> {
  for (const { stageAs, range } of named(input)) {
    if (!isLower(stageAs)) yield { message: `Stage name '${stageAs}' should be lowercase`, range };
  }
}

const RESERVED = new Set(['context', 'scratch']);

export function* reservedStageName(input: LintInput): Generator<Finding> {
  for (const { stage, range } of named(input)) {
    if (!RESERVED.has(stage)) continue;
    yield { message: `Stage name should not use the same name as reserved stage ${JSON.stringify(stage)}`, range };
  }
}

export function* duplicateStageName(input: LintInput): Generator<Finding> {
  const seen = new Set<string>();
  for (const { stage, stageAs, range } of named(input)) {
    if (seen.has(stage)) {
      yield { message: `Duplicate stage name ${JSON.stringify(stageAs)}, stage names should be unique`, range };
    }
    seen.add(stage);
  }
}
