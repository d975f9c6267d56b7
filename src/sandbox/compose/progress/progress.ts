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

/** Every line of a dry run says so. @see docker/compose pkg/api/dryrunclient.go, DRYRUN_PREFIX */
const DRY_RUN = 'DRY-RUN MODE - ';

/** @param title of the moving form: `Running`, `Pulling` @param dry nothing of it really happens */
export function createProgress(io: Io, mode: ProgressMode, title: string, dry = false): Progress {
  if (mode === 'quiet') return QUIET;
  if (dry && mode !== 'json') return prefixed(createProgress(io, mode, title));
  if (mode === 'tty' || (mode === 'auto' && io.isTerminal(2))) return new TerminalProgress(io, title);
  if (mode === 'json') return { event: (event) => io.err(`${json(event, dry)}\n`), stop: async () => {} };
  return { event: ({ id, text = '', status = '' }) => io.err(` ${id} ${text} ${status}\n`), stop: async () => {} };
}

const prefixed = (progress: Progress): Progress => ({
  event: ({ id, parent, ...event }) =>
    progress.event({
      ...event,
      id: `${DRY_RUN} ${id}`,
      ...(parent !== undefined && { parent: `${DRY_RUN} ${parent}` }),
    }),
  stop: () => progress.stop(),
});

const json = ({ id, text, status, parent }: ProgressEvent, dry: boolean): string =>
  JSON.stringify({
    ...(dry && { 'dry-run': true }),
    id,
    ...(parent !== undefined && { parent_id: parent }),
    ...(text !== undefined && text !== '' && { text }),
    ...(status !== undefined && status !== '' && { status }),
  });
