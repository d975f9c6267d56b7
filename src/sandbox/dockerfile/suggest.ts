/** Changes of one character that a suggestion may be away. @see buildkit util/suggest */
const MAX_DISTANCE = 2;

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The nearest of the words; undefined when none is near, or when it is one of them. */
export function suggest(word: string, options: Iterable<string>, caseSensitive = true): string | undefined {
  const fold = (text: string) => (caseSensitive ? text : text.toLowerCase());
  let best: string | undefined;
  let least = MAX_DISTANCE + 1;
  for (const option of options) {
    if (fold(option) === fold(word)) return undefined;
    if (Math.abs(option.length - word.length) >= least) continue;
    const changes = distance(fold(word), fold(option));
    if (changes >= least) continue;
    best = option;
    least = changes;
  }
  return best;
}

/** ` (did you mean FROM?)`, or nothing. */
export const didYouMean = (word: string | undefined): string => (word === undefined ? '' : ` (did you mean ${word}?)`);
