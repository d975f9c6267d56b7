import type { Io } from '../../cli/io.ts';
import { TerminalProgress } from './terminal.ts';

/** Something that happens to a resource. */
export interface ProgressEvent {
  /** `Container work-web-1` */
  readonly id: string;
  readonly text?: string;
  /** `Creating`, `Created`, … */
  readonly status?: string;
  readonly state: 'working' | 'done' | 'warning' | 'error';
  /** The event that this one is a part of. */
  readonly parent?: string;
}

export interface Progress {
  event(event: ProgressEvent): Promise<void>;
  /** Draws the end. */
  stop(): Promise<void>;
}

export type ProgressMode = 'auto' | 'tty' | 'plain' | 'json' | 'quiet';
export const PROGRESS_MODES: readonly string[] = ['auto', 'tty', 'plain', 'json', 'quiet'];

const QUIET: Progress = { event: async () => {}, stop: async () => {} };

/** @param title of the moving form: `Running`, `Pulling` */
export function createProgress(io: Io, mode: ProgressMode, title: string): Progress {
  if (mode === 'quiet') return QUIET;
  if (mode === 'tty' || (mode === 'auto' && io.isTerminal(2))) return new TerminalProgress(io, title);
  if (mode === 'json') return { event: (event) => io.err(`${json(event)}\n`), stop: async () => {} };
  return { event: ({ id, text = '', status = '' }) => io.err(` ${id} ${text} ${status}\n`), stop: async () => {} };
}

const json = ({ id, text, status, parent }: ProgressEvent): string =>
  JSON.stringify({
    id,
    ...(parent !== undefined && { parent_id: parent }),
    ...(text !== undefined && text !== '' && { text }),
    ...(status !== undefined && status !== '' && { status }),
  });
