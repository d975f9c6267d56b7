import type { Client } from '../client/client.ts';
import type { Io } from '../cli/io.ts';
import type { Flags, FlagValues } from '../cli/opts/flag.ts';
import type { RootFlags } from './root.ts';

/** What a command of Compose gets to run with. */
export interface ComposeInvocation<F extends Flags = Flags> {
  readonly client: Client;
  readonly io: Io;
  readonly root: RootFlags;
  readonly args: readonly string[];
  readonly flags: FlagValues<F>;
  readonly changed: ReadonlySet<string>;
}

/** How many arguments a command takes, and in whose words it refuses others. */
export type ComposeArity =
  | { readonly kind: 'any' }
  | { readonly kind: 'none' }
  /** `requires at least 1 arg(s), only received 0` */
  | { readonly kind: 'least'; readonly min: number }
  /** `accepts at most 1 arg(s), received 2` */
  | { readonly kind: 'most'; readonly max: number }
  /** `accepts between 1 and 2 arg(s), received 0` */
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  /** `docker: 'docker compose cp' requires 2 arguments` */
  | { readonly kind: 'docker'; readonly min: number; readonly max?: number };

export interface ComposeCommand {
  readonly name: string;
  /** Usage lines: `docker compose up [OPTIONS] [SERVICE...]`. */
  readonly use: string;
  readonly short: string;
  readonly long?: string;
  readonly aliases?: readonly string[];
  readonly args: ComposeArity;
  /** False: flags end at the first argument. */
  readonly interspersed?: false;
  readonly flags: Flags;
  /** @returns exit code; none is 0 */
  readonly run: (invocation: ComposeInvocation) => Promise<number | void>;
}

interface Spec<F extends Flags> extends Omit<ComposeCommand, 'flags' | 'run'> {
  readonly flags: F;
  readonly run: (invocation: ComposeInvocation<F>) => Promise<number | void>;
}

/** Checks a command's data and run function against each other. */
export function defineCompose<const F extends Flags>(spec: Spec<F>): ComposeCommand {
  return spec as unknown as ComposeCommand;
}
