import { PCRE, perlRegex, PerlRegexError } from '../../text/perl-regex.ts';

/** The three parts of `if ($uri ~ "^/x")`; a test of one variable has only the first. */
export const conditionOf = (args: readonly string[]): readonly string[] =>
  args
    .join(' ')
    .replace(/^\(\s*|\s*\)$/g, '')
    .split(/\s+/);

/** The regular expressions among a directive's words. */
function patternsOf(name: string, args: readonly string[]): readonly string[] {
  const [first = '', second = ''] = args;
  switch (name) {
    case 'location':
      return first === '~' || first === '~*' ? [second] : [];
    case 'server_name':
      return args.filter((word) => word.startsWith('~')).map((word) => word.slice(1));
    case 'rewrite':
      return [first];
    case 'if': {
      const [, operator = '', right = ''] = conditionOf(args);
      return /^!?~\*?$/.test(operator) ? [right] : [];
    }
    default:
      return [];
  }
}

/** What PCRE2 says of them, as nginx tells it; undefined if they are in order. */
export function patternProblem(name: string, args: readonly string[]): string | undefined {
  for (const pattern of patternsOf(name, args)) {
    try {
      perlRegex(pattern);
    } catch (error) {
      if (!(error instanceof PerlRegexError)) throw error;
      const why = PCRE[error.fault];
      if (why === undefined) return `drydock: not simulated: the expression "${pattern}"`;
      const rest = pattern.slice(error.at);
      return `pcre2_compile() failed: ${why} in "${pattern}"${rest === '' ? '' : ` at "${rest}"`}`;
    }
  }
  return undefined;
}
