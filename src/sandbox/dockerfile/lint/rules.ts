import {
  basePlatform,
  constantPlatform,
  invalidDefaultArg,
  redundantPlatform,
  undefinedArgInFrom,
} from './base-image.ts';
import { duplicateStageName, fromAsCasing, instructionCasing, reservedStageName, stageNameCasing } from './casing.ts';
import {
  definitionDescription,
  emptyContinuation,
  exposeFormat,
  exposeProtocol,
  ignoredFile,
  jsonArguments,
  legacyKeyValue,
  maintainer,
  multipleInstructions,
  secrets,
} from './instructions.ts';
import { relativeWorkdir, undefinedVariables } from './variables.ts';
import type { Rule } from './violation.ts';

const page = (name: string): string => `https://docs.docker.com/go/dockerfile/rule/${name}/`;

/** BuildKit's build checks. @see buildkit frontend/dockerfile/linter/ruleset.go */
export const RULES: readonly Rule[] = [
  {
    name: 'StageNameCasing',
    description: 'Stage names should be lowercase',
    url: page('stage-name-casing'),
    early: true,
    test: stageNameCasing,
  },
  {
    name: 'FromAsCasing',
    description: "The 'as' keyword should match the case of the 'from' keyword",
    url: page('from-as-casing'),
    early: true,
    test: fromAsCasing,
  },
  {
    name: 'NoEmptyContinuation',
    description: 'Empty continuation lines will become errors in a future release',
    url: page('no-empty-continuation'),
    early: true,
    test: emptyContinuation,
  },
  {
    name: 'ConsistentInstructionCasing',
    description: 'All commands within the Dockerfile should use the same casing (either upper or lower)',
    url: page('consistent-instruction-casing'),
    test: instructionCasing,
  },
  {
    name: 'DuplicateStageName',
    description: 'Stage names should be unique',
    url: page('duplicate-stage-name'),
    test: duplicateStageName,
  },
  {
    name: 'ReservedStageName',
    description: 'Reserved words should not be used as stage names',
    url: page('reserved-stage-name'),
    test: reservedStageName,
  },
  {
    name: 'JSONArgsRecommended',
    description: 'JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals',
    url: page('json-args-recommended'),
    test: jsonArguments,
  },
  {
    name: 'MaintainerDeprecated',
    description: 'The MAINTAINER instruction is deprecated, use a label instead to define an image author',
    url: page('maintainer-deprecated'),
    early: true,
    test: maintainer,
  },
  {
    name: 'InvalidDefaultArgInFrom',
    description: 'Default value for global ARG results in an empty or invalid base image name',
    url: page('invalid-default-arg-in-from'),
    test: invalidDefaultArg,
  },
  {
    name: 'UndefinedArgInFrom',
    description: 'FROM command must use declared ARGs',
    url: page('undefined-arg-in-from'),
    test: undefinedArgInFrom,
  },
  {
    name: 'WorkdirRelativePath',
    description:
      'Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes',
    url: page('workdir-relative-path'),
    test: relativeWorkdir,
  },
  {
    name: 'UndefinedVar',
    description: 'Variables should be defined before their use',
    url: page('undefined-var'),
    test: undefinedVariables,
  },
  {
    name: 'MultipleInstructionsDisallowed',
    description: 'Multiple instructions of the same type should not be used in the same stage',
    url: page('multiple-instructions-disallowed'),
    test: multipleInstructions,
  },
  {
    name: 'LegacyKeyValueFormat',
    description: 'Legacy key/value format with whitespace separator should not be used',
    url: page('legacy-key-value-format'),
    test: legacyKeyValue,
  },
  {
    name: 'InvalidBaseImagePlatform',
    description: 'Base image platform does not match expected target platform',
    url: '',
    test: basePlatform,
  },
  {
    name: 'RedundantTargetPlatform',
    description: 'Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
    url: page('redundant-target-platform'),
    test: redundantPlatform,
  },
  {
    name: 'SecretsUsedInArgOrEnv',
    description: 'Sensitive data should not be used in the ARG or ENV commands',
    url: page('secrets-used-in-arg-or-env'),
    test: secrets,
  },
  {
    name: 'FromPlatformFlagConstDisallowed',
    description: 'FROM --platform flag should not use a constant value',
    url: page('from-platform-flag-const-disallowed'),
    test: constantPlatform,
  },
  {
    name: 'ExposeProtoCasing',
    description: 'Protocol in EXPOSE instruction should be lowercase',
    url: page('expose-proto-casing'),
    test: exposeProtocol,
  },
  {
    name: 'ExposeInvalidFormat',
    description:
      'IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release',
    url: page('expose-invalid-format'),
    test: exposeFormat,
  },
  {
    name: 'CopyIgnoredFile',
    description: 'Attempting to Copy file that is excluded by .dockerignore',
    url: page('copy-ignored-file'),
    experimental: true,
    test: ignoredFile,
  },
  {
    name: 'InvalidDefinitionDescription',
    description:
      'Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.',
    url: page('invalid-definition-description'),
    experimental: true,
    test: definitionDescription,
  },
];
