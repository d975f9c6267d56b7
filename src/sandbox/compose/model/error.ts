/** The file can't be used. The text is Compose's; exit code 1 unless another stands here. */
export class ComposeError extends Error {
  readonly code: number;
  /** Keys that lead to what is wrong, where that is known: `services`, `web`, `ports`. */
  readonly path: readonly string[] | undefined;

  constructor(message: string, code = 1, path?: readonly string[]) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

/** The file is no YAML, or its values are not of the types that are wanted. */
export class YamlError extends ComposeError {
  constructor(what: string) {
    super(`yaml: ${what}`);
  }
}

/** The model contradicts itself. */
export const invalidProject = (message: string) => new ComposeError(`${message}: invalid compose project`);
