/** A piece of SQL. `space` also stands for comments. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign' | 'space';
  readonly text: string;
  /** Index in the whole text. */
  readonly at: number;
}

const PIECES: readonly (readonly [Token['kind'], RegExp])[] = [
  ['space', /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['string', /\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'/y],
  ['name', /"(?:[^"]|"")*"|`[^`]*`/y],
  ['number', /\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+/iy],
  ['word', /[\p{L}_@][\p{L}\p{N}_$@]*/uy],
  ['sign', /::|<=|>=|<>|!=|\|\||./suy],
];

/** Cuts SQL into pieces; none is lost. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length;) {
    for (const [kind, pattern] of PIECES) {
      pattern.lastIndex = at;
      const text = pattern.exec(sql)?.[0];
      if (text === undefined) continue;
      tokens.push({ kind, text, at });
      at += text.length;
      break;
    }
  }
  return tokens;
}

/** Upper-case word of a token, '' of others. */
export const wordOf = (token: Token | undefined): string => (token?.kind === 'word' ? token.text.toUpperCase() : '');

/** The name that a word, a quoted name or a string stands for; words are lower-cased where `fold` says so. */
export function nameOf(token: Token | undefined, fold = true): string {
  if (token === undefined) return '';
  if (token.kind === 'name' || token.kind === 'string') return token.text.slice(1, -1).replaceAll('""', '"');
  return fold ? token.text.toLowerCase() : token.text;
}

export const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('');

export const withoutSpace = (tokens: readonly Token[]): Token[] => tokens.filter(({ kind }) => kind !== 'space');

/** A literal of SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name of SQL. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Statements of a text, without their semicolons; `open` is what follows the last one. */
export function splitStatements(sql: string): { readonly statements: Token[][]; readonly open: Token[] } {
  const statements: Token[][] = [];
  let current: Token[] = [];
  for (const token of tokenize(sql)) {
    if (token.text === ';') {
      if (withoutSpace(current).length > 0) statements.push(current);
      current = [];
    } else current.push(token);
  }
  return { statements, open: withoutSpace(current).length > 0 ? current : [] };
}

/** Parts between commas outside of parentheses. */
export function splitCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Index of the parenthesis that closes the one at `open`; the end if none does. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.text === '(') depth++;
    if (tokens[index]?.text === ')' && --depth === 0) return index;
  }
  return tokens.length;
}
