import type { KeptState } from '../../lib/progress/kept-records.ts';
import { forget, recall, remember } from '../../sandbox/ui/remembered.ts';

/** Where text goes that could not be read, before it is written over. */
const damagedKey = (key: string): string => `${key}-damaged`;

/**
 * Replaces what is kept of a reader's work. What a newer page has written stays as it is.
 *
 * @param state of what is there
 * @returns whether the browser kept it
 */
export function writeKept(key: string, text: string, state: KeptState): boolean {
  if (state === 'newer') return false;
  if (state === 'damaged') remember(damagedKey(key), recall(key) ?? '');
  remember(key, text);
  return recall(key) === text;
}

/** @returns whether nothing is left, of damaged text neither */
export function eraseText(key: string): boolean {
  const keys = [key, damagedKey(key)];
  for (const each of keys) forget(each);
  return keys.every((each) => recall(each) === undefined);
}
