/** Code of at most so many characters stays on one line; longer code may break between words. */
export const KEPT_WHOLE = 22;

/** A part of a text. */
export interface FlagPiece {
  readonly text: string;
  /** A word that begins with a hyphen, such as `--init`: a browser would break the line after its hyphens. */
  readonly flag: boolean;
}

/** Splits a text where flags stand in it; the pieces together are the text. */
export function flagPieces(text: string): FlagPiece[] {
  return text
    .split(/(?<=^|\s)(-[\w-]{1,30})/)
    .map((piece, index) => ({ text: piece, flag: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
