import { isState, type PlaygroundState } from './state.ts';

const KEY = 'drydock:playground';

/** What came of keeping a state in the browser. */
export type Kept = 'kept' | 'full' | 'forbidden';

/** Keeps the last good state in this browser. */
export function keepState(state: PlaygroundState): Kept {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
    return 'kept';
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return cause.name === 'QuotaExceededError' ? 'full' : 'forbidden';
  }
}

/** The state that was kept; undefined where there is none, or storage is forbidden, or holds something else. */
export function keptState(): PlaygroundState | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isState(value) ? value : undefined;
  } catch (cause) {
    if (cause instanceof DOMException || cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
