import type { LineRange } from './error.ts';
import type { Heredoc } from './heredoc.ts';
import type { RunMount } from './mount.ts';

/** What all instructions have. */
export interface Written {
  /** `RUN`, whatever its case. */
  readonly name: string;
  /** As written: `run`. */
  readonly keyword: string;
  /** The whole instruction in one line. */
  readonly original: string;
  readonly range: LineRange;
  readonly comments: readonly string[];
}

/** A command line: words for exec, or a line for the shell. */
export interface CommandLine {
  readonly json: boolean;
  readonly words: readonly string[];
}

export interface From extends Written {
  readonly kind: 'from';
  /** As written, with variables. */
  readonly base: string;
  /** Lower case; '' without AS. */
  readonly stage: string;
  /** As written. */
  readonly stageAs: string;
  /** The keyword between: `as`. */
  readonly as: string;
  readonly platform: string;
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** `ENV KEY VALUE`, without an equals sign. */
  readonly legacy: boolean;
}

export interface Run extends Written {
  readonly kind: 'run';
  readonly command: CommandLine;
  readonly heredocs: readonly Heredoc[];
  readonly mounts: readonly RunMount[];
  /** What is wrong with a --mount; BuildKit finds it only when it gets to the stage. */
  readonly mountProblem: string;
  readonly network: string;
}

export interface Copy extends Written {
  readonly kind: 'copy' | 'add';
  readonly sources: readonly string[];
  readonly destination: string;
  /** By the word that stands for it among the sources: `<<EOF`. */
  readonly documents: ReadonlyMap<string, Heredoc>;
  readonly from: string;
  readonly chown: string;
  readonly chmod: string;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
  readonly checksum: string;
  readonly keepGitDir: boolean;
  /** ADD --unpack; undefined leaves it to the kind of the source. */
  readonly unpack: boolean | undefined;
}

export interface Healthcheck extends Written {
  readonly kind: 'healthcheck';
  /** NONE, or CMD with a command. */
  readonly test: 'none' | CommandLine;
  /** Nanoseconds; 0 is inherited. */
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly startInterval: number;
  readonly retries: number;
}

export type Instruction =
  | From
  | Run
  | Copy
  | Healthcheck
  | (Written & { readonly kind: 'cmd' | 'entrypoint'; readonly command: CommandLine })
  | (Written & { readonly kind: 'env' | 'label'; readonly pairs: readonly KeyValue[] })
  | (Written & {
      readonly kind: 'arg';
      readonly args: readonly { readonly key: string; readonly value: string | undefined }[];
    })
  | (Written & { readonly kind: 'expose' | 'volume' | 'shell'; readonly values: readonly string[] })
  | (Written & { readonly kind: 'user' | 'workdir' | 'stopsignal' | 'maintainer'; readonly value: string })
  | (Written & { readonly kind: 'onbuild'; readonly expression: string });

export type InstructionOf<Kind extends Instruction['kind']> = Extract<Instruction, { kind: Kind }>;
