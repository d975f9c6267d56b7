/** What keeps an expression from being one: `other` is what Perl's may have and JavaScript's have not. */
type Fault = 'class' | 'open' | 'close' | 'repeat' | 'other';

/** An expression in Perl's manner that can't be compiled; each library has its own words for it. */
export class PerlRegexError extends Error {
  readonly fault: Fault;
  /** Where it is noticed; the end where something is missing. */
  readonly at: number;

  constructor(pattern: string, { fault, at }: { readonly fault: Fault; readonly at: number }) {
    super(`${fault}: ${pattern}`);
    this.fault = fault;
    this.at = at;
  }
}

/** @throws {PerlRegexError} */
export function perlRegex(pattern: string, flags = ''): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PerlRegexError(pattern, faultOf(pattern));
  }
}

function faultOf(pattern: string): { fault: Fault; at: number } {
  let depth = 0;
  let hasAtom = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '\\') at++;
    else if (char === '[') {
      const [whole] = /^\[\^?\]?(?:[^\]\\]|\\.)*\]/s.exec(pattern.slice(at)) ?? [];
      if (whole === undefined) return { fault: 'class', at: pattern.length };
      at += whole.length - 1;
    } else if (char === ')' && --depth < 0) return { fault: 'close', at };
    else if (/[*+?]/.test(char) && !hasAtom) return { fault: 'repeat', at };
    if (char === '(') {
      depth++;
      if (pattern[at + 1] === '?') at++;
    }
    hasAtom = char !== '(' && char !== '|';
  }
  return { fault: depth > 0 ? 'open' : 'other', at: pattern.length };
}

/** In the words of PCRE2; undefined for what PCRE2 may well read. */
export const PCRE: Readonly<Record<Fault, string | undefined>> = {
  class: 'missing terminating ] for character class',
  open: 'missing closing parenthesis',
  close: 'unmatched closing parenthesis',
  repeat: 'quantifier does not follow a repeatable item',
  other: undefined,
};

/** In the words of Oniguruma. */
export const ONIGURUMA: Readonly<Record<Fault, string | undefined>> = {
  class: 'premature end of char-class',
  open: 'end pattern with unmatched parenthesis',
  close: 'unmatched close parenthesis',
  repeat: 'target of repeat operator is not specified',
  other: undefined,
};
