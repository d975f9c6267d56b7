import type { PlaceholderName } from './names.ts';

/** The words of a page that stand for a reader's own: `web` is a container, `8080` a port. */
export type Examples = Readonly<Record<string, PlaceholderName>>;

export interface Place {
  /** Offsets in the line. */
  readonly start: number;
  readonly end: number;
  readonly name: PlaceholderName;
  /** What stood there. */
  readonly example: string;
}

/** @returns where the examples stand as words of their own: `data` in `-v data:/data`, but not in its path. */
export function findPlaceholders(line: string, examples: Examples): Place[] {
  return Object.entries(examples)
    .flatMap(([example, name]) =>
      [...line.matchAll(wholeWord(example))].map(({ index }) => ({
        start: index,
        end: index + example.length,
        name,
        example,
      })),
    )
    .sort((a, b) => a.start - b.start);
}

/** A name with a tag is another image: `nginx:1.27`; with `:ro` it is the same, read-only, and a port has one behind it. */
function wholeWord(word: string): RegExp {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const tag = /^\d+$/.test(word) ? '' : '|:(?!ro\\b)\\w';
  return new RegExp(`(?<![\\w.@-]|(?<!/)/)${literal}(?![\\w.@-]|/${tag})`, 'g');
}

/** @returns the line with the reader's values where there are any, and the examples elsewhere. */
export function fillIn(line: string, examples: Examples, values: Readonly<Record<string, string>>): string {
  let filled = '';
  let at = 0;
  for (const { start, end, name, example } of findPlaceholders(line, examples)) {
    filled += line.slice(at, start) + (values[name] ?? example);
    at = end;
  }
  return filled + line.slice(at);
}

/** A piece of a line, with the placeholder that it stands for. */
export interface Piece<T> {
  readonly text: string;
  readonly of: T;
  readonly place?: Place;
}

/** Cuts coloured pieces at the places, so that each place is a piece of its own. */
export function cutAt<T extends { readonly text: string }>(pieces: readonly T[], places: readonly Place[]): Piece<T>[] {
  let offset = 0;
  return pieces.flatMap((of) => {
    const from = offset;
    offset += of.text.length;
    const inside = places.filter(({ start, end }) => start >= from && end <= offset);
    const cuts = [0, ...inside.flatMap(({ start, end }) => [start - from, end - from]), of.text.length];
    return cuts.slice(1).flatMap((end, index): Piece<T>[] => {
      const text = of.text.slice(cuts[index], end);
      const place = inside.find(({ start }) => start - from === cuts[index] && index % 2 === 1);
      return text === '' ? [] : [place === undefined ? { text, of } : { text, of, place }];
    });
  });
}
