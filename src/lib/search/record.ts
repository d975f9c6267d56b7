/** What a search can find beside the text of the notes. */
export const KINDS = ['note', 'command', 'flag', 'recipe', 'term', 'error', 'correction', 'drill', 'question'] as const;
export type Kind = (typeof KINDS)[number];

/** One thing to find. The page fetches the list for exact hits and typos; Pagefind indexes it as custom records. */
export interface SearchRecord {
  readonly kind: Kind;
  readonly title: string;
  /** From the root of the site, without its base. */
  readonly url: string;
  readonly text: string;
  /** Words for which this is the right answer, as they are typed: `--rm`, `docker run --rm`. */
  readonly names: readonly string[];
  /** Words of Docker with `<placeholders>`, by which a pasted error is recognised. */
  readonly messages?: readonly string[];
  /** Subjects that it treats, separated by ` · `: found by, not shown. */
  readonly keys?: string;
  /** The words that tell its text from others': found by, not shown. */
  readonly body?: string;
}
