import { isPlaceholderName, VALUE, type PlaceholderName } from '../../lib/placeholders/names.ts';
import { recall, remember } from '../../sandbox/ui/remembered.ts';

/** What the reader has filled in, for the whole site. */
export type Values = Readonly<Partial<Record<PlaceholderName, string>>>;

const KEY = 'placeholders';
const listeners: (() => void)[] = [];
/** Also kept here: storage may be forbidden. */
let values: Values = read();

export const filledIn = (): Values => values;

/** @param value shape VALUE; empty takes it back. */
export function fill(name: PlaceholderName, value: string): void {
  const { [name]: _, ...others } = values;
  keep(value === '' ? others : { ...others, [name]: value });
}

export const forgetAll = (): void => keep({});

/** Called after each change, in other tabs too. */
export const onFill = (listener: () => void): void => void listeners.push(listener);

function keep(next: Values): void {
  values = next;
  remember(KEY, JSON.stringify(next));
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

addEventListener('storage', ({ key }) => {
  // A null key: the whole storage was cleared.
  if (key !== `drydock:${KEY}` && key !== null) return;
  values = read();
  tell();
});

/** What another version, or somebody by hand, has stored may be anything. */
function read(): Values {
  const text = recall(KEY);
  if (text === undefined) return {};
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      ([name, value]) => isPlaceholderName(name) && typeof value === 'string' && VALUE.test(value),
    ),
  );
}
