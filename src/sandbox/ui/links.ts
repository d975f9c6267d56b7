/** A link in a line of output: `end` is behind its last character. */
export interface TextLink {
  readonly start: number;
  readonly end: number;
  /** Where it leads: always with `http:` or `https:`. */
  readonly url: string;
}

const LINK =
  /\bhttps?:\/\/[^\s"'<>`\\]+|(?<![\w.:/@-])(?:localhost|127\.0\.0\.1|0\.0\.0\.0):\d{2,5}\b(?:\/[^\s"'<>`\\]*)?/g;
/** What ends a sentence or a bracket rather than a URL. */
const TRAILING = /[.,;:!?)\]}>'"]+$/;

/** Finds URLs, and ports of this machine written as `localhost:8080`. */
export function findLinks(line: string): TextLink[] {
  return Array.from(line.matchAll(LINK), ({ 0: found, index }) => {
    const text = found.replace(TRAILING, '');
    const url = /^https?:/.test(text) ? text : `http://${text}`;
    return { start: index, end: index + text.length, url };
  }).filter(({ url }) => URL.canParse(url));
}

/** Whether a URL leads to the simulated host rather than to the world. */
export function isOfHost(url: string): boolean {
  return ['localhost', '127.0.0.1', '0.0.0.0', '[::1]'].includes(new URL(url).hostname);
}
