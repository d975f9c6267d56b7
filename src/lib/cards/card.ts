/** What a card asks for; each kind stands as a group on the page of the cards. */
export const CARD_KINDS = ['question', 'term', 'command', 'effect', 'output', 'flag', 'directive', 'error'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

export const KIND_TITLES: Readonly<Record<CardKind, string>> = {
  question: 'Interview questions',
  term: 'Words of the glossary',
  command: 'Which command does it?',
  effect: 'What does this do?',
  output: 'What prints this?',
  flag: 'Which flag?',
  directive: 'Which instruction of a Dockerfile?',
  error: 'What went wrong?',
};

/** Something to remember. Code stands between backticks on both sides, several lines of it between lines of three. */
export interface Card {
  /** Stays the same from build to build: `term:cgroup`, `flag:run:publish`. */
  readonly id: string;
  readonly kind: CardKind;
  /** A cloze has its gap as `[…]`. */
  readonly front: string;
  readonly back: string;
  /** Page that explains it, without the site's base. */
  readonly url: string;
  /** What that page is called. */
  readonly page: string;
  /** Notes to which it belongs: `containers/stopping`. */
  readonly notes: readonly string[];
}

/** The gap of a cloze. */
export const GAP = '[…]';

/** Shape of a card's id, also of cards that this build no longer has. */
export const isCardId = (text: string): boolean => /^[a-z]+:[\w.:/-]{1,160}$/.test(text);
