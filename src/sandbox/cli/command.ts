import type { Client } from '../client/client.ts';
import type { Io } from './io.ts';
import type { Flags, FlagValues } from './opts/flag.ts';

/** What a command gets to run with. */
export interface Invocation<F extends Flags = Flags> {
  readonly client: Client;
  readonly io: Io;
  readonly args: readonly string[];
  readonly flags: FlagValues<F>;
  /** Names of the flags that were given. */
  readonly changed: ReadonlySet<string>;
  /** The context in use. */
  readonly context: string;
  /** As it was called: `docker container ls`. */
  readonly path: string;
}

/** How many arguments a command takes; without `max` any number from `min` on. */
export interface Arity {
  readonly min: number;
  readonly max?: number;
  /** None is a number like any other: `requires 0 arguments`. */
  readonly exact?: true;
  /** Counted by cobra itself, which says it in words of its own. */
  readonly cobra?: true;
}

/** A command as data. Parser, `--help`, completion and cheat sheets read it. */
export interface CommandData {
  /** Usage line: path, then placeholders. A second line follows after `\n`. */
  readonly use: string;
  /** Other full paths of the same command: `docker container ls` for `docker ps`. */
  readonly also?: readonly string[];
  /** All its names as `--help` shows them; absent when it has one. */
  readonly aliases?: readonly string[];
  /** Of a plugin: help and messages name it by its own path, however it was called. */
  readonly plugin?: true;
  readonly short: string;
  /** Replaces `short` in `--help`. */
  readonly long?: string;
  /** What `--help` says behind the options. */
  readonly epilogue?: string;
  readonly args: Arity;
  /** False: flags end at the first argument. */
  readonly interspersed?: false;
  readonly flags: Flags;
}

export interface Command extends CommandData {
  /** @returns exit code; none is 0 */
  readonly run: (invocation: Invocation) => Promise<number | void>;
}

export interface CommandSpec<F extends Flags> extends CommandData {
  readonly flags: F;
  readonly run: (invocation: Invocation<F>) => Promise<number | void>;
}

/** Checks a command's data and run function against each other. */
export function defineCommand<const F extends Flags>(spec: CommandSpec<F>): Command {
  return spec as unknown as Command;
}

/** `docker ps` of `docker ps [OPTIONS]`. */
export function commandPath({ use }: Pick<CommandData, 'use'>): string {
  return use.split(/ (?![a-z])/, 1)[0] ?? use;
}
