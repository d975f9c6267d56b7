/** Lines of a Dockerfile, counted from 1; both ends belong to it. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A Dockerfile that can't be built. `message` is BuildKit's; `range` is what its excerpt marks. */
export class DockerfileError extends Error {
  readonly range: LineRange | undefined;

  constructor(message: string, range?: LineRange) {
    super(message);
    this.range = range;
  }
}

/** A fault of one instruction: the message names its line. @see buildkit instructions/parse.go parseError */
export const instructionError = (message: string, range: LineRange): DockerfileError =>
  new DockerfileError(`dockerfile parse error on line ${range.start}: ${message}`, range);
