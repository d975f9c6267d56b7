/** @see moby errdefs: the kind of an error decides its HTTP status. */
const HTTP_STATUS = {
  invalid_parameter: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  not_modified: 304,
  conflict: 409,
  internal: 500,
  not_implemented: 501,
  unavailable: 503,
} as const;
export type ErrorKind = keyof typeof HTTP_STATUS;

/** A refusal by the daemon. `message` is Docker's text, word for word. */
export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly status: number;

  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
    this.status = HTTP_STATUS[kind];
  }
}
