/** The file can't be used. The text is Compose's; exit code 1 unless another stands here. */
export class ComposeError extends Error {
  readonly code: number;

  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}

/** The model contradicts itself. */
export const invalidProject = (message: string) => new ComposeError(`${message}: invalid compose project`);
