export interface Token {
  readonly kind: 'number' | 'name' | 'operator' | 'end';
  readonly text: string;
  /** Offset in the expression. */
  readonly at: number;
  /** What stands between the brackets behind a name. */
  readonly subscript?: string;
}

const OPERATOR = /^(?:\*\*|<<=|>>=|\+\+|--|&&|\|\||<<|>>|[-+*/%&|^<>=!]=|[-+*/%&|^<>=!~?:,()])/;
const cache = new Map<string, readonly Token[]>();
const CACHE_SIZE = 500;

/** Cuts an arithmetic expression into tokens; a character that fits nowhere becomes an operator of its own. */
export function tokenize(text: string): readonly Token[] {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const tokens = cut(text);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(text, tokens);
  return tokens;
}

function cut(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) break;
    const rest = text.slice(at);
    const number = /^\d[\w#@]*/.exec(rest)?.[0];
    const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    if (number !== undefined) {
      tokens.push({ kind: 'number', text: number, at });
      at += number.length;
    } else if (name !== undefined) {
      const end = text[at + name.length] === '[' ? closingBracket(text, at + name.length) : -1;
      const subscript = end < 0 ? undefined : text.slice(at + name.length + 1, end);
      tokens.push({ kind: 'name', text: name, at, ...(subscript !== undefined && { subscript }) });
      at = end < 0 ? at + name.length : end + 1;
    } else {
      const operator = OPERATOR.exec(rest)?.[0] ?? rest.slice(0, 1);
      tokens.push({ kind: 'operator', text: operator, at });
      at += operator.length;
    }
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '[') depth++;
    if (text[at] === ']' && --depth === 0) return at;
  }
  return -1;
}
