/** What a host may use before it answers with an error of Linux: all the sandbox's limits stand here. */
export interface Limits {
  /** Processes on the whole host; beyond: EAGAIN. */
  readonly processes: number;
  /** Octets really stored on the host's disk; beyond: ENOSPC. */
  readonly diskBytes: number;
  /** Size to which a file may grow by writing, though zeros take no room; beyond: EFBIG. */
  readonly fileBytes: number;
  /** Memory of the simulated machine, bytes. */
  readonly memoryBytes: number;
  /** Nested function calls, sourced files and command substitutions of a shell. */
  readonly shellDepth: number;
  /** Octets of one string that a shell or a program may build. */
  readonly stringBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  processes: 2_500,
  diskBytes: 64 * 2 ** 20,
  fileBytes: 2 ** 30,
  memoryBytes: 4 * 2 ** 30,
  shellDepth: 200,
  stringBytes: 16 * 2 ** 20,
};

/** How long a program may compute before the page, the keyboard and the other programs have their turn, ms. */
export const CPU_SLICE_MS = 8;

/** Characters that may be on their way to the screen before the writing program must wait. */
export const UNDRAWN_MAX = 100_000;

/** Mounts of one namespace; beyond: ENOSPC. Linux has 100,000 in fs.mount-max: mounts in a circle double each time. */
export const MOUNTS_MAX = 10_000;

/** Octets of a text in vi, which each change copies; beyond: it ends, out of memory. */
export const EDITED_MAX = 2 ** 22;
