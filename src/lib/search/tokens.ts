import { stemmer } from 'stemmer';

/** Words that a question is made of and a page is not about. */
const SMALL = new Set(
  'a an and are as at be been but by can could did do does doing don for from get gets getting give gives had has have having how i if in into is isn it its me my no not of on or our should so some still than that please possible problem thing work works working each other old new the their them then there these they this those to too up use using via want was we were what when where which while who why will with without won would you your between compare compared difference differences describe explain happen happens keeps another mean meaning means purpose same vs versus type whole way ways'.split(
    ' ',
  ),
);

/** A question has it, whatever it is about. */
export const isCommonWord = (word: string): boolean => SMALL.has(word);

const WORD = /--?[a-z][\w-]*|[\p{L}\d]+(?:[._/:-][\p{L}\d]+)*/giu;

/**
 * Cuts a text into words to search by. Flags keep their dashes, short ones their case (`-p` is not `-P`);
 * `docker.sock` is also `docker` and `sock`; endings are cut, so that `stopping` finds `stop`.
 */
export function tokensOf(text: string, { small = false } = {}): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    if (/^-\w$/.test(word)) {
      words.push(word);
      continue;
    }
    const lower = word.toLowerCase();
    if (lower.startsWith('-')) {
      words.push(lower);
      continue;
    }
    const parts = lower.split(/[._/:-]/).filter(Boolean);
    if (parts.length > 1) words.push(lower);
    for (const part of parts) if (small || !SMALL.has(part)) words.push(/\d/.test(part) ? part : stemOf(part));
  }
  return words;
}

/** Words that say the same in every sentence about Docker. */
const ONE_MEANING = new Map([
  ['delete', 'remove'],
  ['deleted', 'remove'],
  ['deletes', 'remove'],
  ['deleting', 'remove'],
  ['erase', 'remove'],
  ['folder', 'directory'],
  ['folders', 'directory'],
  ['dir', 'directory'],
  ['img', 'image'],
  ['imgs', 'image'],
]);

/** Stems of words seen before: a list has some 5,000 words, forty thousand times. */
const stems = new Map<string, string>();

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stemmer(ONE_MEANING.get(word) ?? word);
  stems.set(word, stem);
  return stem;
}
