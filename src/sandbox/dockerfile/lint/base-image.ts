import { expand, ExpansionError, type Variables } from '../expand.ts';
import { globalArgs } from '../scope.ts';
import { findStage } from '../stages.ts';
import { didYouMean, suggest } from '../suggest.ts';
import type { BasePlatform, Finding, LintInput } from './violation.ts';

const HOST = String.raw`(?:[a-zA-Z0-9.-]+(?::[0-9]+)?\/)?`;
const COMPONENT = String.raw`[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*`;
const IMAGE = new RegExp(
  String.raw`^${HOST}${COMPONENT}(?:\/${COMPONENT})*(?::\w[\w.-]{0,127})?(?:@\w+:[0-9a-f]{32,})?$`,
);

/** What a word comes to, and which variables it asked for in vain. */
function tried(word: string, variables: Variables, escape: string) {
  try {
    return expand(word, variables, { escape });
  } catch (error) {
    if (error instanceof ExpansionError) return undefined;
    throw error;
  }
}

export function* invalidDefaultArg({ dockerfile, platformArgs }: LintInput): Generator<Finding> {
  const { metaArgs, escape, stages } = dockerfile;
  const defaults = globalArgs(metaArgs, new Map(), platformArgs, escape);
  for (const { from, index } of stages) {
    const name = tried(from.base, defaults, escape)?.text;
    if (name === undefined || findStage(stages.slice(0, index), name) !== undefined || IMAGE.test(name)) continue;
    yield {
      message: `Default value for ARG ${from.base} results in empty or invalid base image name`,
      range: from.range,
    };
  }
}

export function* undefinedArgInFrom({ dockerfile, platformArgs, buildArgs }: LintInput): Generator<Finding> {
  const { metaArgs, escape, stages } = dockerfile;
  const globals = globalArgs(metaArgs, buildArgs, platformArgs, escape);
  const declared = metaArgs.flatMap(({ args }) => args.map(({ key }) => key));
  for (const { from } of stages) {
    const words = [from.base, from.platform];
    const unmatched = new Set(words.flatMap((word) => [...(tried(word, globals, escape)?.unmatched ?? [])]));
    for (const name of unmatched) {
      if (declared.includes(name)) continue;
      const near = didYouMean(suggest(name, [...declared, ...platformArgs.keys()]));
      yield { message: `FROM argument '${name}' is not declared${near}`, range: from.range };
    }
  }
}

/** What can be read as a platform, without variables. */
const PLATFORM = /^(?:\w+\/\w+(?:\/\w+)?|(?:x86|amd|arm|aarch|i?386|ppc|s390|riscv|mips|linux|windows)[\w-]*)$/;

export function* constantPlatform({ dockerfile }: LintInput): Generator<Finding> {
  for (const { from } of dockerfile.stages) {
    const { platform, stage, range } = from;
    if (!PLATFORM.test(platform)) continue;
    if (platform.split('/').some((part) => part !== '' && stage.includes(part))) continue;
    yield { message: `FROM --platform flag should not use constant value ${JSON.stringify(platform)}`, range };
  }
}

export function* redundantPlatform({ dockerfile }: LintInput): Generator<Finding> {
  for (const { from } of dockerfile.stages) {
    if (!/^\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(from.platform)) continue;
    yield {
      message: `Setting platform to predefined ${from.platform} in FROM is redundant as this is the default behavior`,
      range: from.range,
    };
  }
}

const shown = ({ os, architecture }: BasePlatform): string => JSON.stringify(`${os}/${architecture}`);

/** What a registry has for one platform only is taken for any. */
export function* basePlatform({ stages, basePlatform: have, wantedPlatform }: LintInput): Generator<Finding> {
  for (const stage of stages) {
    const [actual, wanted] = [have(stage), wantedPlatform(stage)];
    if (actual === undefined || wanted === undefined) continue;
    if (actual.os === wanted.os && actual.architecture === wanted.architecture) continue;
    yield {
      message: `Base image ${stage.from.base} was pulled with platform ${shown(actual)}, expected ${shown(wanted)} for current build`,
      range: stage.from.range,
    };
  }
}
