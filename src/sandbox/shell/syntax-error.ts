import type { PosixProblem } from './posix-grammar.ts';

/** A syntax error as bash reports it. */
export interface SyntaxProblem {
  /** Offset where the parser stumbled. */
  readonly pos: number;
  /** Offset where the broken construct began. */
  readonly start?: number;
  readonly line: number;
  /** Without `bash: -c: line 1: `. */
  readonly message: string;
  /** The line to show behind the message. */
  readonly shown: string | undefined;
  /** The quote or bracket that is missing. */
  readonly closing?: string;
  /** The word that bash expected to close the construct. */
  readonly expecting?: string;
  /** The token in its way. */
  readonly token?: string;
  /** The same in dash's words, where its grammar was asked. */
  readonly posix?: PosixProblem;
  /** The text ends too early: more input could mend it. */
  readonly incomplete: boolean;
}

const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/double quote|locale/, '"'],
  [/single quote|ANSI-C/, "'"],
  [/backtick/, '`'],
  [/parameter expansion/, '}'],
  [/command substitution|process substitution|arithmetic|array|glob/, ')'],
];

/** Says what bash would of the parser's first error. */
export function syntaxError(
  text: string,
  errors: readonly { readonly message: string; readonly pos: number }[],
  error: { readonly message: string; readonly pos: number },
): SyntaxProblem {
  const expecting = errors
    .map(({ message }) => /^expected '([^']+)' to close/.exec(message)?.[1])
    .find((word) => word !== undefined);
  const expected = expecting === undefined ? {} : { expecting };
  const lineAt = (at: number) => text.slice(0, at).split('\n').length;
  const lastLine = lineAt(text.replace(/\n$/, '').length);
  if (error.message.startsWith('unterminated')) {
    const [, closing = ')'] = QUOTES.find(([kind]) => kind.test(error.message)) ?? [];
    const wide = /command substitution|process substitution/.test(error.message);
    return {
      pos: error.pos,
      line: wide ? lastLine + 1 : lineAt(error.pos),
      message: `unexpected EOF while looking for matching \`${closing}'`,
      shown: undefined,
      closing,
      ...(wide && { expecting: ')' }),
      incomplete: true,
    };
  }
  const token = emptyPart(text) ?? tokenAt(text, error);
  if (token === undefined) {
    return {
      pos: error.pos,
      line: lastLine + 1,
      message: 'syntax error: unexpected end of file',
      shown: undefined,
      ...expected,
      incomplete: true,
    };
  }
  const line = lineAt(token.at);
  return {
    pos: error.pos,
    line,
    message: `syntax error near unexpected token \`${token.text}'`,
    shown: text.split('\n')[line - 1] ?? '',
    token: token.text,
    ...expected,
    incomplete: false,
  };
}

/** `if fi`, `while do`: a reserved word where commands should be; the parser takes it for a command. */
function emptyPart(text: string): { text: string; at: number } | undefined {
  const found =
    /(?:^|[;&|\n(])[ \t]*(?:if|while|until|then|do|else|elif)[ \t\n]+(fi|then|done|elif|else|do|esac)(?![^\s;&|)])/.exec(
      text,
    );
  const [whole, word = ''] = found ?? [];
  return found === null || whole === undefined
    ? undefined
    : { text: word, at: found.index + whole.length - word.length };
}

/** The token that bash did not expect; undefined at the end of the text. */
function tokenAt(
  text: string,
  { message, pos }: { message: string; pos: number },
): { text: string; at: number } | undefined {
  const quoted = /^unexpected token '(.+)'$/.exec(message)?.[1];
  const at = pos + (/^[ \t]*/.exec(text.slice(pos))?.[0].length ?? 0);
  if (quoted !== undefined) {
    const exact = text.startsWith(quoted, at) ? at : Math.max(0, text.lastIndexOf(quoted, pos));
    return { text: longest(text, exact, quoted), at: exact };
  }
  const rest = text.slice(at);
  if (/^expected command after/.test(message) && rest.trim() !== '')
    return token(text, text.length - text.slice(pos).trimStart().length);
  const opening =
    /in brace group/.test(message) && text[at] === '{' ? 1 + (/^\s*/.exec(text.slice(at + 1))?.[0].length ?? 0) : 0;
  if (opening > 0) return at + opening >= text.length ? undefined : token(text, at + opening);
  const newlineMatters =
    /redirect target|operand|^expected 'do'|binary/.test(message) && !/^expected '(?:do|then)'/.test(message);
  if (/(?:^|[\s;&|])(?:for|select|case)\s*$/.test(text) && rest.trim() === '') return { text: 'newline', at };
  if (rest.trim() === '' && !newlineMatters) return undefined;
  if (rest === '' || rest.startsWith('\n')) {
    if (newlineMatters) return { text: 'newline', at };
    const next = rest.search(/\S/);
    return token(text, at + next);
  }
  return token(text, at);
}

const token = (text: string, at: number): { text: string; at: number } => ({
  text: /^(?:;;&|;;|;&|&&|\|\||\|&|&>>|<<<|<<-|[<>]&|>>|<<|[;&|<>()]|[^\s;&|<>()]+)/.exec(text.slice(at))?.[0] ?? '',
  at,
});

/** bash names the whole operator: `;;`, not `;`. */
const longest = (text: string, at: number, found: string): string => {
  const { text: whole } = token(text, at);
  return whole.startsWith(found) ? whole : found;
};
