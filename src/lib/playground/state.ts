import { isRecord } from '../is-record.ts';
import type { StartState } from '../../sandbox/ui/page-terminal.ts';

/** What was done in a session, in order. Texts of files are what they became. */
export type Step =
  | { readonly run: string; readonly input?: string }
  /** An absolute path. */
  | { readonly write: string; readonly text: string };

/** All that makes a session of the playground: from it the same host is made again. */
export interface PlaygroundState {
  /** Name of the project or what it came from, for the heading. */
  readonly title: string;
  readonly start: StartState;
  readonly steps: readonly Step[];
}

export const EMPTY_STATE: PlaygroundState = { title: 'Empty host', start: { images: [], files: {} }, steps: [] };

const MOST_STEPS = 2_000;

/** Whether a value that came from outside is a state. */
export function isState(value: unknown): value is PlaygroundState {
  if (!isRecord(value) || typeof value['title'] !== 'string' || value['title'].length > 200) return false;
  const { start, steps } = value;
  return isStart(start) && Array.isArray(steps) && steps.length <= MOST_STEPS && steps.every(isStep);
}

function isStart(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { images, files, script } = value;
  return (
    Array.isArray(images) &&
    images.every((image) => typeof image === 'string') &&
    isRecord(files) &&
    Object.values(files).every((text) => typeof text === 'string') &&
    (script === undefined || typeof script === 'string')
  );
}

function isStep(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { run, input, write, text } = value;
  if (typeof run === 'string') return input === undefined || typeof input === 'string';
  return typeof write === 'string' && write.startsWith('/') && typeof text === 'string';
}

/** The state with one more step. Of texts written to one file in a row only the last counts. */
export function withStep(state: PlaygroundState, step: Step): PlaygroundState {
  const last = state.steps.at(-1);
  const again = last !== undefined && 'write' in last && 'write' in step && last.write === step.write;
  return { ...state, steps: [...(again ? state.steps.slice(0, -1) : state.steps), step] };
}

/** The state before the last command; undefined when no command was run. Files that were written after it stay. */
export function beforeLastCommand(state: PlaygroundState): PlaygroundState | undefined {
  const index = state.steps.findLastIndex((step) => 'run' in step);
  return index < 0 ? undefined : { ...state, steps: state.steps.toSpliced(index, 1) };
}
