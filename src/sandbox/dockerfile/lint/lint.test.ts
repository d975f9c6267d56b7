import { expect, test } from 'vitest';
import { readDockerfile, type Stage } from '../stages.ts';
import { lint, parseLintOptions } from './lint.ts';
import { RULES } from './rules.ts';

const PATH = new Map([['PATH', '/bin']]);

function found(text: string, ignored: readonly string[] = []): string[] {
  const dockerfile = readDockerfile(text);
  const options = parseLintOptions(dockerfile.directives.get('check')?.value);
  const input = {
    dockerfile,
    stages: dockerfile.stages,
    buildArgs: new Map<string, string>(),
    platformArgs: new Map([['TARGETPLATFORM', 'linux/amd64']]),
    baseEnv: () => PATH,
    basePlatform: ({ from }: Stage) => (from.base === 'armbox' ? { os: 'linux', architecture: 'arm64' } : undefined),
    wantedPlatform: () => ({ os: 'linux', architecture: 'amd64' }),
    ignores: (path: string) => ignored.includes(path),
  };
  return lint(input, options).map(({ rule, range }) => `${rule.name} ${range.start}`);
}

/** One Dockerfile for each rule that trips it, with the line. */
const TRIPS: Readonly<Record<string, readonly [string, number]>> = {
  StageNameCasing: ['FROM busybox AS Base', 1],
  FromAsCasing: ['FROM busybox as base', 1],
  NoEmptyContinuation: ['FROM busybox\nRUN a \\\n\n b', 4],
  ConsistentInstructionCasing: ['FROM busybox\nrun a', 2],
  DuplicateStageName: ['FROM busybox AS x\nFROM busybox AS x', 2],
  ReservedStageName: ['FROM busybox AS scratch', 1],
  JSONArgsRecommended: ['FROM busybox\nCMD a', 2],
  MaintainerDeprecated: ['FROM busybox\nMAINTAINER me', 2],
  InvalidDefaultArgInFrom: ['ARG TAG\nFROM busybox:$TAG', 2],
  UndefinedArgInFrom: ['FROM busybox$SUFFIX', 1],
  WorkdirRelativePath: ['FROM busybox\nWORKDIR app', 2],
  UndefinedVar: ['FROM busybox\nENV A=$NOSUCH', 2],
  MultipleInstructionsDisallowed: ['FROM busybox\nCMD ["a"]\nCMD ["b"]', 2],
  LegacyKeyValueFormat: ['FROM busybox\nENV A b', 2],
  InvalidBaseImagePlatform: ['FROM armbox', 1],
  RedundantTargetPlatform: ['FROM --platform=$TARGETPLATFORM busybox', 1],
  SecretsUsedInArgOrEnv: ['FROM busybox\nARG API_KEY', 2],
  FromPlatformFlagConstDisallowed: ['FROM --platform=linux/arm64 busybox', 1],
  ExposeProtoCasing: ['FROM busybox\nEXPOSE 80/TCP', 2],
  ExposeInvalidFormat: ['FROM busybox\nEXPOSE 80:80', 2],
  CopyIgnoredFile: ['# check=experimental=all\nFROM busybox\nCOPY app.log /', 3],
  InvalidDefinitionDescription: ['# check=experimental=all\n# other words\nFROM busybox AS base', 3],
};

test('every rule has a Dockerfile that trips it', () => {
  expect(Object.keys(TRIPS).sort()).toEqual(RULES.map(({ name }) => name).sort());
});

test.each(Object.entries(TRIPS))('%s', (name, [text, line]) => {
  expect(found(text, ['app.log'])).toEqual([`${name} ${line}`]);
});

test('AS follows a FROM that is all of one case', () => {
  expect(found('FROM busybox As base')).toEqual(['FromAsCasing 1']);
  expect(found('From busybox As base\nRUN x\nRUN y')).toEqual(['ConsistentInstructionCasing 1']);
});

test('a variable that must be set and is not is undefined, too', () => {
  expect(found('FROM busybox\nENV A=${B:?must}')).toEqual(['UndefinedVar 2']);
});

test('a clean Dockerfile trips none', () => {
  expect(
    found('ARG TAG=1\nFROM busybox:$TAG AS base\nENV PUBLIC_KEY=x\nRUN echo $X\nWORKDIR /a\nWORKDIR b\nCMD ["a"]'),
  ).toEqual([]);
});

test('rules can be left out', () => {
  expect(found('# check=skip=JSONArgsRecommended\nFROM busybox\nCMD a')).toEqual([]);
  expect(found('# check=skip=all\nFROM busybox as b\nCMD a')).toEqual([]);
  expect(found('FROM busybox AS base\nSHELL ["/bin/sh", "-ec"]\nCMD a')).toEqual([]);
});

test('[LINT-9] a message names the instruction as it is written', () => {
  const dockerfile = readDockerfile('from busybox\nenv a b\ncmd a\ncmd b\n');
  const input = {
    dockerfile,
    stages: dockerfile.stages,
    buildArgs: new Map<string, string>(),
    platformArgs: new Map<string, string>(),
    baseEnv: () => PATH,
    basePlatform: () => undefined,
    wantedPlatform: () => undefined,
    ignores: () => false,
  };
  const messages = lint(input, parseLintOptions(undefined)).map(({ message }) => message);
  expect(messages).toContain('"env key=value" should be used instead of legacy "env key value" format');
  expect(messages).toContain('JSON arguments recommended for cmd to prevent unintended behavior related to OS signals');
});
