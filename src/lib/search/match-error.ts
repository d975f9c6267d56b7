/** A message as data: fixed words in order, and between them what differs from case to case. */
export interface ErrorPattern {
  /** Runs of words that stand together. */
  readonly runs: readonly (readonly string[])[];
  /** Number of fixed words. */
  readonly length: number;
  /** The message as it stands, with `docker: Error response from daemon:` and the like. */
  readonly full: boolean;
}

/** Something that a message leads to. */
export interface KnownError<Thing> {
  readonly thing: Thing;
  readonly patterns: readonly ErrorPattern[];
}

export interface ErrorMatch<Thing> {
  readonly thing: Thing;
  /** All fixed words were there, in order. */
  readonly whole: boolean;
  /** Part of the fixed words that were there, 0 to 1. */
  readonly share: number;
  readonly length: number;
  readonly full: boolean;
}

/** Words that stand before every message of their kind and tell nothing. */
const OPENING =
  /^\s*(?:(?:docker|error response from daemon|error|failed to build|failed to solve|failed to create task for container|failed to create shim task|oci runtime create failed|runc create failed|unable to start container process|error during container init):\s*)+/i;
/** Messages of which only the opening is fixed. */
const OPENINGS = new Set(['docker error response from daemon', 'error response from daemon']);
/** What follows a message of `docker run`. */
const CLOSING = /\s*\n+\s*(?:Run|See) 'docker [^']*--help' for more information[\s\S]*$|\s*\n+Usage:[\s\S]*$/;
const PLACEHOLDER = /<[^<>\n]+>/;
const WORD = /[\p{L}\p{N}_]+/gu;
/** What a message quotes of somebody's machine: ids, paths, names in quotes, addresses, numbers. */
const OWN = /"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|\b[0-9a-f]{12,64}\b|(?:[\w.-]*\/)+[\w.-]*|\b\d[\d.:]*\b/giu;
/** Below this share a message is another one. */
const LEAST = 0.6;

const wordsOf = (text: string): string[] => (text.match(WORD) ?? []).map((word) => word.toLowerCase());

/** @param message words of the engine with `<placeholders>`; one pattern is for all of it, one without its opening. */
export function errorPatterns(message: string): ErrorPattern[] {
  const all = message.replace(CLOSING, '');
  const bare = all.replace(OPENING, '');
  return bare === all ? [patternOf(all, true)] : [patternOf(all, true), patternOf(bare, false)];
}

function patternOf(message: string, full: boolean): ErrorPattern {
  const runs = message
    .split(PLACEHOLDER)
    .map(wordsOf)
    .filter((run) => run.length > 0);
  return { runs, length: runs.reduce((sum, run) => sum + run.length, 0), full };
}

/**
 * Finds the messages that a pasted text contains, however many lines, ids and paths are around them.
 * Those of which every fixed word is there, in order, come first, the one with most words before the others.
 *
 * @param limit of messages of which only a part is there.
 */
export function matchErrors<Thing>(text: string, known: readonly KnownError<Thing>[], limit = 3): ErrorMatch<Thing>[] {
  const pasted = wordsOf(text);
  const own = wordsOf(text.replace(OPENING, '').replace(OWN, ' ')).length;
  const matches = known.flatMap(({ thing, patterns }) => {
    const [best] = patterns
      .map((pattern) => matchOne(pasted, own, pattern))
      .sort((a, b) => Number(b.whole) - Number(a.whole) || b.share - a.share || b.length - a.length);
    return best === undefined || (!best.whole && best.share < LEAST) ? [] : [{ thing, ...best }];
  });
  const whole = matches
    .filter((match) => match.whole)
    .sort((a, b) => b.length - a.length || Number(b.full) - Number(a.full));
  if (whole.length > 0) return whole;
  return matches.sort((a, b) => b.share * Math.sqrt(b.length) - a.share * Math.sqrt(a.length)).slice(0, limit);
}

function matchOne(pasted: readonly string[], own: number, { runs, length, full }: ErrorPattern) {
  // A word alone is no message, nor is an opening that says nothing yet.
  if (length >= 2 && !(full && OPENINGS.has(runs.flat().join(' '))) && holdsInOrder(pasted, runs))
    return { whole: true, share: 1, length, full };
  const common = longestCommon(runs.flat(), pasted);
  // A part of a message is enough when the whole of what was pasted is in it.
  const ofPasted = own < 3 ? 0 : common / own;
  return { whole: false, share: Math.min(1, Math.max(common / Math.max(length, 4), ofPasted * 0.9)), length, full };
}

function holdsInOrder(pasted: readonly string[], runs: readonly (readonly string[])[]): boolean {
  let from = 0;
  for (const run of runs) {
    const at = pasted.findIndex(
      (_, index) => index >= from && run.every((word, next) => pasted[index + next] === word),
    );
    if (at < 0) return false;
    from = at + run.length;
  }
  return true;
}

/** @returns how many words both have in the same order. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let last = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (const [column, other] of b.entries())
      next.push(word === other ? (last[column] ?? 0) + 1 : Math.max(last[column + 1] ?? 0, next[column] ?? 0));
    last = next;
  }
  return last[b.length] ?? 0;
}
