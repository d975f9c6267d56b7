/** What a piece of a command line is. */
export type PartKind =
  | 'assignment'
  | 'command'
  | 'flag'
  | 'argument'
  | 'inside'
  | 'program'
  | 'operator'
  | 'redirect'
  | 'substitution'
  | 'unknown';

/** A note of the site: its address without the base. */
export interface NoteLink {
  readonly title: string;
  readonly url: string;
}

/** A piece of a command line and what it does there. */
export interface Part {
  /** Offsets in the line. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: PartKind;
  readonly says: string;
  /** Of a flag: its long name and what it was given; `''` for one that takes nothing. */
  readonly flag?: { readonly name: string; readonly value: string };
  /** Page of the site that says more, without its base. */
  readonly url?: string;
  /** The note that is about it. */
  readonly note?: NoteLink;
}
