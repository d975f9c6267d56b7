/** What `docker` sends to the host of its machine. */
export interface RunRequest {
  readonly args: readonly string[];
  /** Where it was called; the same directory is made on the host. */
  readonly cwd: string;
  /** Files below that directory, base64, by relative path. */
  readonly files: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** A line of the answer, as JSON: output as it comes, base64, and at last the exit code. */
export type Frame = { readonly stream: 'stdout' | 'stderr'; readonly bytes: string } | { readonly exit: number };
