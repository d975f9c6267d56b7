/** A token as dash reads it. */
export interface PosixToken {
  readonly kind: 'word' | 'operator' | 'redirection' | 'newline' | 'end';
  readonly text: string;
  readonly pos: number;
}

const OPERATOR = /^(?:&&|\|\||;;|[&|;()])/;
const REDIRECTION = /^\d*(?:<<-?|<&|<>|<|>>|>&|>\||>)/;

/** Cuts a text up; undefined where a quote or a bracket stays open. `ampersand`: `&>` redirects. */
export function readTokens(text: string, ampersand: boolean): readonly PosixToken[] | undefined {
  const tokens: PosixToken[] = [];
  const documents: { readonly delimiter: string; readonly tabs: boolean }[] = [];
  let at = 0;
  const push = (kind: PosixToken['kind'], length: number) => {
    tokens.push({ kind, text: text.slice(at, at + length), pos: at });
    at += length;
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const before = tokens.at(-1);
    const comment = /^#[^\n]*/.exec(rest);
    if (comment !== null && (at === 0 || /[\s;&|()]/.test(text[at - 1] ?? ''))) at += comment[0].length;
    else if (/^(?:[ \t]|\\\n)/.test(rest)) at += /^(?:[ \t]|\\\n)+/.exec(rest)?.[0].length ?? 1;
    else if (rest.startsWith('\n')) {
      push('newline', 1);
      for (const document of documents.splice(0)) at = afterDocument(text, at, document);
    } else if (ampersand && /^(?:&>>?|\d*<<<)/.test(rest))
      push('redirection', /^(?:&>>?|\d*<<<)/.exec(rest)?.[0].length ?? 2);
    else if (REDIRECTION.test(rest)) push('redirection', REDIRECTION.exec(rest)?.[0].length ?? 1);
    else if (OPERATOR.test(rest)) push('operator', OPERATOR.exec(rest)?.[0].length ?? 1);
    else {
      const length = wordLength(rest);
      if (length === undefined || length === 0) return undefined;
      if (before?.kind === 'redirection' && /<<-?$/.test(before.text))
        documents.push({ delimiter: rest.slice(0, length).replace(/["'\\]/g, ''), tabs: before.text.endsWith('-') });
      push('word', length);
    }
  }
  tokens.push({ kind: 'end', text: '', pos: text.length });
  return tokens;
}

function afterDocument(text: string, from: number, { delimiter, tabs }: { delimiter: string; tabs: boolean }): number {
  for (let at = from; at < text.length;) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    const line = text.slice(at, end);
    at = Math.min(text.length, end + 1);
    if ((tabs ? line.replace(/^\t+/, '') : line) === delimiter) return at;
  }
  return text.length;
}

/** Characters of the word that a text begins with; undefined: it isn't closed. */
function wordLength(text: string): number | undefined {
  let at = 0;
  while (at < text.length && !/[\s;&|()<>]/.test(text[at] ?? '')) {
    const length = partLength(text.slice(at));
    if (length === undefined) return undefined;
    at += length;
  }
  return at;
}

function partLength(text: string): number | undefined {
  const [first = '', second = ''] = text;
  if (first === '\\') return Math.min(2, text.length);
  if (first === "'") return after(text.indexOf("'", 1));
  if (first === '"') return closing(text, 1, '"');
  if (first === '`') return backquoted(text);
  if (first === '$' && second === '(') return closing(text, 2, ')');
  if (first === '$' && second === '{') return closing(text, 2, '}');
  return 1;
}

const after = (place: number): number | undefined => (place < 0 ? undefined : place + 1);

function backquoted(text: string): number | undefined {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '`') return at + 1;
  }
  return undefined;
}

/** Behind the sign that closes what began before `from`; brackets, quotes and substitutions in it count. */
function closing(text: string, from: number, sign: '"' | ')' | '}'): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length;) {
    const character = text[at] ?? '';
    if (character === sign && depth === 0) return at + 1;
    if (sign === ')' && (character === '(' || character === ')')) {
      depth += character === '(' ? 1 : -1;
      at++;
    } else if (character === "'" && sign !== ')' && sign === '"') at++;
    else {
      const length = partLength(text.slice(at));
      if (length === undefined) return undefined;
      at += length;
    }
  }
  return undefined;
}
