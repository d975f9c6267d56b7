import { expect, test } from 'vitest';
import { ONIGURUMA, PCRE, perlRegex, PerlRegexError } from './perl-regex.ts';

// Asked of grep -P (PCRE2) and of jq (Oniguruma).
test.each([
  ['a[', 2, 'missing terminating ] for character class', 'premature end of char-class'],
  ['(a', 2, 'missing closing parenthesis', 'end pattern with unmatched parenthesis'],
  ['(a|[)])b)', 8, 'unmatched closing parenthesis', 'unmatched close parenthesis'],
  ['a|*x', 2, 'quantifier does not follow a repeatable item', 'target of repeat operator is not specified'],
])('%s fails at %i', (pattern, at, pcre, oniguruma) => {
  try {
    perlRegex(pattern);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof PerlRegexError)) throw error;
    expect([error.at, PCRE[error.fault], ONIGURUMA[error.fault]]).toEqual([at, pcre, oniguruma]);
  }
});

test('what Perl has and JavaScript has not is no fault of the expression', () => {
  try {
    perlRegex('(?P<a>x)');
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ fault: 'other' });
  }
});
