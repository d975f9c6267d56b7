import type { Assignment, Word, WordPart } from 'unbash';

const substitutes = (one: Word | Assignment): one is Word =>
  one.type === 'Word' && one.parts?.some(({ type }) => type === 'ProcessSubstitution') === true;

const partsOf = ({ parts, pos, end, text, value }: Word): readonly WordPart[] =>
  parts ?? [{ type: 'Literal', pos, end, text, value }];

const adjoined = new WeakMap<readonly (Word | Assignment)[], readonly (Word | Assignment)[]>();

/** The parser ends a word where `<(…)` begins and where it ends: what touches is one word, as in `--file=<(…)`. */
export function adjoinSubstitutions(words: readonly (Word | Assignment)[]): readonly (Word | Assignment)[] {
  if (!words.some(substitutes)) return words;
  const known = adjoined.get(words);
  if (known !== undefined) return known;
  const out: (Word | Assignment)[] = [];
  for (const word of words) {
    const last = out.at(-1);
    const touches = last?.type === 'Word' && word.type === 'Word' && last.end === word.pos;
    if (!touches || !(substitutes(last) || substitutes(word))) {
      out.push(word);
      continue;
    }
    out[out.length - 1] = {
      type: 'Word',
      text: last.text + word.text,
      value: last.value + word.value,
      pos: last.pos,
      end: word.end,
      parts: [...partsOf(last), ...partsOf(word)],
    };
  }
  adjoined.set(words, out);
  return out;
}
