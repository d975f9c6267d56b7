import { expand, ExpansionError } from '../../dockerfile/expand.ts';
import type { StageState } from './stage-state.ts';

/** The text of a step, with its variables; as written where they can't be expanded. */
export function display(state: StageState, original: string, raw: boolean, secrets: readonly string[] = []): string {
  const { escape } = state.scope;
  const variables = new Map([...state.scope.variables, ...secrets.map((name) => [name, '****'] as const)]);
  let text = original;
  try {
    text = expand(original, variables, raw ? { escape, raw: true, keepUnset: true } : { escape }).text;
  } catch (error) {
    if (!(error instanceof ExpansionError)) throw error;
  }
  return text.replace(/^\S+/, (word) => word.toUpperCase());
}
