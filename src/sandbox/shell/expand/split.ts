/** Parts of a field: text that is taken as it is, a pattern, or the result of an expansion that is still to be split. */
export interface Piece {
  readonly text: string;
  readonly kind: 'quoted' | 'pattern' | 'split';
}

const WHITE = ' \t\n';

/** Splits pieces into fields at the characters of IFS. */
export function splitFields(pieces: readonly Piece[], separators: string): Piece[][] {
  const fields: Piece[][] = [];
  let current: Piece[] | undefined;
  const flush = () => {
    if (current !== undefined) fields.push(current);
    current = undefined;
  };
  for (const piece of pieces) {
    if (piece.kind !== 'split') {
      (current ??= []).push(piece);
      continue;
    }
    for (const part of cut(piece.text, separators)) {
      if (part.kind === 'text') (current ??= []).push({ text: part.text, kind: 'split' });
      else if (part.hard) {
        current ??= [];
        flush();
      } else flush();
    }
  }
  flush();
  return fields;
}

type Part = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'gap'; readonly hard: boolean };

/** Cuts a text into runs and gaps; a gap with a separator that isn't white space ends a field even if it is empty. */
function* cut(text: string, separators: string): Iterable<Part> {
  let start = 0;
  let at = 0;
  const white = (char: string | undefined) => char !== undefined && WHITE.includes(char) && separators.includes(char);
  while (at < text.length) {
    const char = text.charAt(at);
    if (!separators.includes(char)) {
      at++;
      continue;
    }
    if (at > start) yield { kind: 'text', text: text.slice(start, at) };
    while (white(text[at])) at++;
    let hard = false;
    if (at < text.length && separators.includes(text.charAt(at))) {
      hard = true;
      at++;
      while (white(text[at])) at++;
    }
    yield { kind: 'gap', hard };
    start = at;
  }
  if (at > start) yield { kind: 'text', text: text.slice(start, at) };
}
