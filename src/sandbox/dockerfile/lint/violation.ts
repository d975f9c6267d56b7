import type { LineRange } from '../error.ts';
import type { Variables } from '../expand.ts';
import type { Dockerfile, Stage } from '../stages.ts';

/** What a check complains of. */
export interface Finding {
  readonly message: string;
  readonly range: LineRange;
}

export interface BasePlatform {
  readonly os: string;
  readonly architecture: string;
}

/** What a check may look at. */
export interface LintInput {
  readonly dockerfile: Dockerfile;
  /** Stages that the target needs. */
  readonly stages: readonly Stage[];
  readonly buildArgs: Variables;
  /** Platform arguments. */
  readonly platformArgs: Variables;
  /** Environment of a stage's base image. */
  readonly baseEnv: (stage: Stage) => Variables;
  /** What a stage's base image is for; undefined where none is known. */
  readonly basePlatform: (stage: Stage) => BasePlatform | undefined;
  readonly wantedPlatform: (stage: Stage) => BasePlatform | undefined;
  /** Whether .dockerignore leaves a file out; undefined where there is no context. */
  readonly ignores: ((path: string) => boolean) | undefined;
}

/** A build check as data. */
export interface Rule {
  readonly name: string;
  readonly description: string;
  readonly url: string;
  /** Only made when it is asked for. */
  readonly experimental?: true;
  /** Made while the file is read, before anything in it is found to be wrong. */
  readonly early?: true;
  readonly test: (input: LintInput) => Iterable<Finding>;
}

export interface Violation extends Finding {
  readonly rule: Rule;
}
