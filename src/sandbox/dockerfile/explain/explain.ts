import { DockerfileError, type LineRange } from '../error.ts';
import type { Instruction } from '../instruction.ts';
import { lint, LintOptionsError, parseLintOptions } from '../lint/lint.ts';
import { type Dockerfile, findStage, readDockerfile, type Stage } from '../stages.ts';
import { effectOf } from './effect.ts';
import { type Caching, cachingOf } from './caching.ts';
import { sizesOf, type HistoryLine } from './sizes.ts';

/** A build check that an instruction trips. */
export interface TrippedCheck {
  readonly name: string;
  readonly message: string;
  readonly url: string;
}

/** One instruction, as the editor shows it. Texts are Markdown. */
export interface ExplainedInstruction extends Caching {
  /** Lines, counted from 1; both ends belong to it. */
  readonly range: LineRange;
  /** `RUN` */
  readonly name: string;
  /** The whole instruction in one line. */
  readonly text: string;
  /** Name or number of its stage; '' above the first FROM. */
  readonly stage: string;
  readonly effect: string;
  readonly makesLayer: boolean;
  /** Bytes of its layer; undefined where no build is known. */
  readonly size: number | undefined;
  readonly checks: readonly TrippedCheck[];
}

export interface DockerfileExplanation {
  readonly instructions: readonly ExplainedInstruction[];
  /** BuildKit's refusal: nothing is explained then. */
  readonly error: { readonly message: string; readonly range: LineRange | undefined } | undefined;
}

const LAYERS = new Set<Instruction['kind']>(['run', 'copy', 'add', 'workdir']);

/**
 * Explains a Dockerfile: what each instruction does, whether it makes a layer, what makes it run anew, which checks it trips.
 *
 * @param history lines of `docker history` of the image, newest first, for the sizes of layers
 */
export function explainDockerfile(text: string, history: readonly HistoryLine[] = []): DockerfileExplanation {
  let dockerfile: Dockerfile;
  let checks: ReturnType<typeof checksOf>;
  try {
    dockerfile = readDockerfile(text);
    checks = checksOf(dockerfile);
  } catch (error) {
    if (error instanceof LintOptionsError)
      return { instructions: [], error: { message: error.message, range: undefined } };
    if (!(error instanceof DockerfileError)) throw error;
    return { instructions: [], error: { message: error.message, range: error.range } };
  }
  const sizes = sizesOf(chainOf(dockerfile), history);
  const explained = (instruction: Instruction, stage: string, shell: string, args: readonly string[]) => ({
    range: instruction.range,
    name: instruction.name,
    text: instruction.original,
    stage,
    effect: effectOf(instruction, shell),
    makesLayer: LAYERS.has(instruction.kind) && !(instruction.kind === 'workdir' && instruction.value === '/'),
    size: sizes.get(instruction),
    ...cachingOf(instruction, args),
    checks: checks.filter(({ range }) => isInside(range, instruction.range)).map(({ check }) => check),
  });
  const metas = dockerfile.metaArgs.map((instruction) => ({
    ...explained(instruction, '', '/bin/sh -c', []),
    effect: `Declares ${instruction.args.map(({ key }) => `\`${key}\``).join(', ')} for the FROM lines; a stage that wants it declares it again.`,
    note: 'Another value matters where a FROM names it.',
  }));
  const stages = dockerfile.stages.flatMap((stage) => explainStage(stage, explained, dockerfile.stages));
  return { instructions: [...metas, ...stages], error: undefined };
}

type Explain = (
  instruction: Instruction,
  stage: string,
  shell: string,
  args: readonly string[],
) => ExplainedInstruction;

function explainStage(stage: Stage, explained: Explain, stages: readonly Stage[]): ExplainedInstruction[] {
  const parent = findStage(stages.slice(0, stage.index), stage.from.base);
  const name = stage.from.stage === '' ? String(stage.index) : stage.from.stage;
  const args = argsOf(stages, parent);
  let shell = '/bin/sh -c';
  return [stage.from, ...stage.instructions].map((instruction) => {
    const result = explained(instruction, name, shell, [...new Set(args)]);
    if (instruction.kind === 'shell') shell = instruction.values.join(' ');
    if (instruction.kind === 'arg') args.push(...instruction.args.map(({ key }) => key));
    if (instruction.kind !== 'from' || parent === undefined) return result;
    return { ...result, invalidatedBy: [`a step of the stage ${parent.from.stageAs} runs anew`] };
  });
}

/** ARGs that a stage takes over from those it starts from. */
function argsOf(stages: readonly Stage[], stage: Stage | undefined): string[] {
  if (stage === undefined) return [];
  const own = stage.instructions.flatMap((each) => (each.kind === 'arg' ? each.args.map(({ key }) => key) : []));
  return [...argsOf(stages, findStage(stages.slice(0, stage.index), stage.from.base)), ...own];
}

const isInside = ({ start }: LineRange, outer: LineRange): boolean => start >= outer.start && start <= outer.end;

/** Findings with their places. Nothing is known of base images, so what they bring is taken as defined. */
function checksOf(dockerfile: Dockerfile): { readonly range: LineRange; readonly check: TrippedCheck }[] {
  const platformArgs = new Map(
    ['BUILD', 'TARGET'].flatMap((prefix) =>
      ['PLATFORM', 'OS', 'ARCH', 'VARIANT', 'OSVERSION'].map((part): [string, string] => [`${prefix}${part}`, '']),
    ),
  );
  const input = {
    dockerfile,
    stages: dockerfile.stages,
    buildArgs: new Map<string, string>(),
    platformArgs,
    baseEnv: () => new Map([['PATH', '']]),
    basePlatform: () => undefined,
    wantedPlatform: () => undefined,
    ignores: undefined,
  };
  const options = parseLintOptions(dockerfile.directives.get('check')?.value);
  return lint(input, options).map(({ rule: { name, url }, message, range }) => ({
    range,
    check: { name, url, message },
  }));
}

/** Instructions of the last stage and of those it starts from, in the order in which they are carried out. */
function chainOf({ stages }: Dockerfile): readonly Instruction[] {
  const chain: Instruction[] = [];
  let stage = stages.at(-1);
  while (stage !== undefined) {
    chain.unshift(...stage.instructions);
    const { index, from }: Stage = stage;
    stage = findStage(stages.slice(0, index), from.base);
  }
  return chain;
}
