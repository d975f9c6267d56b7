/** A transfer that failed: curl's exit code and words. */
export class CurlFailure extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
