/** A sentence about the host and the command that decides it. */
export interface DrillCheck {
  readonly says: string;
  /** Runs as `bash -c` in the directory where the reader begins; the sentence is so when it exits 0. */
  readonly run: string;
  /** It is so from the start, and must still be so at the end. */
  readonly keeps?: boolean | undefined;
}

/** Runs a command on the host of the drill. @returns its exit code, or `timeout`. */
export type RunOnHost = (command: string, limitMs: number) => Promise<number | 'timeout'>;

/** Time of the host after which a check is given up, ms. */
const CHECK_LIMIT_MS = 30_000;

/** @returns for each check, in their order, whether it holds. They run one after another: one may change what another sees. */
export async function runChecks(checks: readonly DrillCheck[], run: RunOnHost): Promise<boolean[]> {
  const held: boolean[] = [];
  for (const check of checks) held.push((await run(check.run, CHECK_LIMIT_MS)) === 0);
  return held;
}
