import type { PtsFileSystem } from '../../kernel/devpts.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { TreeFileSystem } from '../../kernel/fs/tree.ts';
import type { Process } from '../../kernel/process.ts';
import type { Terminal } from '../../kernel/tty.ts';
import type { Container } from '../../runtime/container.ts';
import type { ExtraFile } from '../swarm/task-container.ts';
import type { ImageRecord } from '../state.ts';
import type { LogStore } from './log-store.ts';
import { InputFile, type Output } from './output.ts';

export interface Waiter {
  readonly condition: 'not-running' | 'next-exit' | 'removed';
  readonly resolve: (exit: { readonly code: number; readonly error: string }) => void;
}

/** An image in a container: its files stay when it is removed, but go with the container that asked for it. */
export interface MountedImage {
  readonly image: ImageRecord;
  readonly files: FrozenTree;
  /** Id of the container that asked for it; `--volumes-from` hands it on. */
  readonly owner: string;
}

/** What a container has beside its record, for as long as the daemon runs. */
export interface LiveContainer {
  /** Image and init layer: what `docker diff` compares with. */
  readonly base: FrozenTree;
  /** The writable layer, merged with what is below. */
  readonly tree: TreeFileSystem;
  /** By mount point. */
  readonly mountedImages: Map<string, MountedImage>;
  /** hosts, hostname and resolv.conf, as in /var/lib/docker/containers/ID. */
  readonly files: TreeFileSystem;
  readonly output: Output;
  /** Undefined with `--log-driver none`. */
  readonly log: LogStore | undefined;
  readonly waiters: Set<Waiter>;
  /** Secrets and configs of a swarm's task. */
  extraFiles?: readonly ExtraFile[];
  /** Standard input of the next, or the current, run. */
  input: InputFile;
  terminal: Terminal | undefined;
  /** Its /dev/pts while it runs. */
  pts: PtsFileSystem | undefined;
  /** Rows and columns that a client asked for before there was a terminal. */
  size: { readonly rows: number; readonly columns: number } | undefined;
  /** What a client typed before there was a terminal. */
  early: Uint8Array[];
  runtime: Container | undefined;
  shim: Process | undefined;
  /** Ends the wait before a restart. */
  cancelRestart: (() => void) | undefined;
  stopHealth: (() => void) | undefined;
  /** Resolves when the current run has been cleaned up. */
  ended: Promise<void>;
  /** Resolves when the terminal has shown all. */
  screen: Promise<void>;
  starting: boolean;
  /** Somebody waits in `docker stop`: the engine tells of the stop before it tells of the death. */
  stopping: boolean;
  /** Failed starts in a row, for the back-off of restarts; ms. */
  backoff: number;
}

/** Wakes those who wait for the exit. */
export function wakeWaiters(
  live: LiveContainer,
  conditions: readonly Waiter['condition'][],
  code: number,
  error = '',
): void {
  for (const waiter of [...live.waiters]) {
    if (!conditions.includes(waiter.condition)) continue;
    live.waiters.delete(waiter);
    waiter.resolve({ code, error });
  }
}

/** A new standard input, as each run has its own. */
export const freshInput = (inode: number): InputFile => new InputFile(inode);
