import type { BuildFailure, BuildSource } from '../../api/types/build.ts';
import type { LineRange } from '../../dockerfile/error.ts';

/** A build that can't go on. `message` is BuildKit's. */
export class BuildError extends Error {
  readonly range: LineRange | undefined;

  constructor(message: string, range?: LineRange) {
    super(message);
    this.range = range;
  }
}

/** A Dockerfile as messages name it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export const sourceOf = ({ name, text }: NamedText, range: LineRange): BuildSource => ({
  filename: name.split('/').at(-1) ?? name,
  text,
  ...range,
});

export const failureOf = (error: BuildError, file: NamedText | undefined): BuildFailure => ({
  message: error.message,
  ...(error.range !== undefined && file !== undefined && { source: sourceOf(file, error.range) }),
});
