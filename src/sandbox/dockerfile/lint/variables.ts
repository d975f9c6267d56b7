import { expand, ExpansionError, type Variables } from '../expand.ts';
import type { Instruction } from '../instruction.ts';
import { type DeclaredArg, globalArgs, Scope } from '../scope.ts';
import { findStage } from '../stages.ts';
import { didYouMean, suggest } from '../suggest.ts';
import type { Finding, LintInput } from './violation.ts';

/** The words of an instruction that BuildKit expands. RUN is left to the shell. */
function expanded(instruction: Instruction): readonly string[] {
  switch (instruction.kind) {
    case 'env':
    case 'label':
      return instruction.pairs.flatMap(({ key, value }) => [key, value]);
    case 'arg':
      return instruction.args.flatMap(({ value }) => value ?? []);
    case 'copy':
    case 'add':
      return [
        ...instruction.sources,
        instruction.destination,
        instruction.chown,
        instruction.chmod,
        ...[...instruction.documents.values()].flatMap(({ expand: isOpen, content }) =>
          isOpen ? [content.replace(/(["'])/g, '\\$1')] : [],
        ),
      ];
    case 'volume':
      return instruction.values;
    case 'user':
    case 'workdir':
    case 'stopsignal':
      return [instruction.value];
    default:
      return [];
  }
}

function unmatchedIn(words: readonly string[], scope: Scope): Set<string> {
  const names = new Set<string>();
  for (const word of words) {
    try {
      for (const name of expand(word, scope.variables, { escape: scope.escape }).unmatched) names.add(name);
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      for (const name of error.unmatched) names.add(name);
    }
  }
  return names;
}

function apply(instruction: Instruction, scope: Scope): void {
  try {
    if (instruction.kind === 'arg') scope.declare(instruction);
    if (instruction.kind === 'env') {
      for (const { key, value } of scope.expandPairs(instruction.pairs)) scope.setEnv(key, value);
    }
  } catch (error) {
    if (!(error instanceof ExpansionError)) throw error;
  }
}

/** undefined for what can't be expanded: the build itself says so. */
function expandedOrNot(scope: Scope, text: string): string | undefined {
  try {
    return scope.expand(text);
  } catch (error) {
    if (error instanceof ExpansionError) return undefined;
    throw error;
  }
}

/** `WORKDIR app`, with its variables, where no directory was set before. */
export function* relativeWorkdir(input: LintInput): Generator<Finding> {
  const { dockerfile, buildArgs, platformArgs } = input;
  const { escape } = dockerfile;
  const globals = globalArgs(dockerfile.metaArgs, buildArgs, platformArgs, escape);
  const withWorkdir = new Set<number>();
  for (const stage of input.stages) {
    const parent = findStage(dockerfile.stages.slice(0, stage.index), stage.from.base);
    let isSet = parent !== undefined && withWorkdir.has(parent.index);
    const scope = new Scope({ buildArgs, globals }, escape, { env: input.baseEnv(stage), args: [] });
    for (const instruction of stage.instructions) {
      apply(instruction, scope);
      if (instruction.kind !== 'workdir') continue;
      const path = expandedOrNot(scope, instruction.value);
      if (!isSet && path !== undefined && !path.startsWith('/')) {
        yield {
          message: `Relative workdir ${JSON.stringify(path)} can have unexpected results if the base image changes`,
          range: instruction.range,
        };
      }
      isSet = true;
    }
    if (isSet) withWorkdir.add(stage.index);
  }
}

export function* undefinedVariables(input: LintInput): Generator<Finding> {
  const { dockerfile, buildArgs, platformArgs } = input;
  const { escape } = dockerfile;
  const globals = globalArgs(dockerfile.metaArgs, buildArgs, platformArgs, escape);
  const ends = new Map<number, { env: Variables; args: readonly DeclaredArg[] }>();
  for (const stage of input.stages) {
    const parent = findStage(dockerfile.stages.slice(0, stage.index), stage.from.base);
    const start = (parent && ends.get(parent.index)) ?? { env: input.baseEnv(stage), args: [] };
    const scope = new Scope({ buildArgs, globals }, escape, start);
    for (const instruction of stage.instructions) {
      const declared = new Set(scope.args.map(({ key }) => key));
      for (const name of unmatchedIn(expanded(instruction), scope)) {
        if (declared.has(name)) continue;
        const near = suggest(name, scope.variables.keys());
        const hint = didYouMean(near === undefined ? undefined : `$${near}`);
        yield { message: `Usage of undefined variable '$${name}'${hint}`, range: instruction.range };
      }
      apply(instruction, scope);
    }
    ends.set(stage.index, { env: scope.env, args: scope.args });
  }
}
