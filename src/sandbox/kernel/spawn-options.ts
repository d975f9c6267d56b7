import type { Cgroup } from './cgroup.ts';
import type { Credentials } from './credentials.ts';
import type { FileView, FileViewOptions } from './fs/view.ts';
import type { Namespaces } from './namespace.ts';
import type { OpenFile } from './open-file.ts';
import type { Process } from './process.ts';
import type { Signal } from './signal.ts';
import type { Terminal } from './tty.ts';

/** What an executable does: gets its process, answers with its exit code. */
export type Program = (process: Process) => Promise<number>;

/** How `clone` makes a process. What is left out comes from the parent. */
export interface SpawnOptions {
  readonly argv: readonly string[];
  readonly program: Program;
  /** Path of the executable, for /proc/PID/exe. */
  readonly exe?: string;
  /** Short name; by default the executable's. */
  readonly comm?: string;
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  /** Its open files; retained here. Default: those of the parent. */
  readonly files?: ReadonlyMap<number, OpenFile>;
  /** `new` makes it the leader of a group of its own. */
  readonly group?: 'new' | number | Process;
  /** `new` makes it the leader of a session without a terminal. */
  readonly session?: 'new';
  readonly namespaces?: Partial<Namespaces>;
  readonly cgroup?: Cgroup;
  readonly credentials?: Credentials;
  /** Directory that is `/` for it (chroot), as a path in its mount namespace. */
  readonly root?: string;
  readonly umask?: number;
  readonly terminal?: Terminal;
  /** Signals it is born ignoring (nohup). */
  readonly ignored?: readonly Signal[];
}

export interface ResourceLimit {
  readonly soft: number;
  readonly hard: number;
}
/** What a process without a parent starts from. */
export interface ProcessBase {
  readonly namespaces: Namespaces;
  readonly credentials: Credentials;
  readonly cgroup: Cgroup;
  readonly view: (seen: FileViewOptions) => FileView;
}
