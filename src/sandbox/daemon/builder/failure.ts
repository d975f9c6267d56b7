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
  filename: name,
  text,
  ...range,
});

export const failureOf = (error: BuildError, file: NamedText | undefined): BuildFailure => ({
  message: error.message,
  // The place of an error is named without its folder; `--check` names that of a warning with it.
  ...(error.range !== undefined &&
    file !== undefined && {
      source: sourceOf({ ...file, name: file.name.split('/').at(-1) ?? file.name }, error.range),
    }),
});
