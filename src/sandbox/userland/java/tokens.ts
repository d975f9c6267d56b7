/** What javac complains of, or what is Java but not simulated. */
export class JavaFault extends Error {
  readonly line: number;
  readonly column: number;
  readonly kind: 'error' | 'not simulated';

  constructor(kind: JavaFault['kind'], message: string, at: { readonly line: number; readonly column: number }) {
    super(message);
    this.kind = kind;
    this.line = at.line;
    this.column = at.column;
  }
}

export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'char' | 'sign' | 'end';
  readonly text: string;
  readonly line: number;
  /** Where it begins and ends in its line, from 0. */
  readonly column: number;
  readonly end: number;
}

const SIGNS = /^(>>>=|<<=|>>=|>>>|\+\+|--|&&|\|\||[=!<>+\-*/%&|^]=|->|::|<<|[{}()[\];,.<>=+\-*/%!?:&|^~@])/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', b: '\b', f: '\f', s: ' ' };

const unescape = (text: string): string => text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let rest = source;
  let line = 1;
  let column = 0;
  const take = (length: number): void => {
    for (const character of rest.slice(0, length)) {
      column = character === '\n' ? 0 : column + 1;
      if (character === '\n') line++;
    }
    rest = rest.slice(length);
  };
  while (rest !== '') {
    const [blank] = /^(\s+|\/\/[^\n]*|\/\*[^]*?\*\/)/.exec(rest) ?? [];
    if (blank !== undefined) {
      take(blank.length);
      continue;
    }
    const add = (kind: Token['kind'], length: number, text: string): void => {
      tokens.push({ kind, text, line, column, end: column + length });
      take(length);
    };
    const [name] = /^[A-Za-z_$][\w$]*/.exec(rest) ?? [];
    const [number] = /^\d[\d_.eEfFdDlLxX]*/.exec(rest) ?? [];
    const [string] = /^"(\\.|[^"\\\n])*"/.exec(rest) ?? [];
    const [char] = /^'(\\.|[^'\\\n])'/.exec(rest) ?? [];
    const [sign] = SIGNS.exec(rest) ?? [];
    if (name !== undefined) add('name', name.length, name);
    else if (number !== undefined) add('number', number.length, number);
    else if (string !== undefined) add('string', string.length, unescape(string.slice(1, -1)));
    else if (char !== undefined) add('char', char.length, unescape(char.slice(1, -1)));
    else if (sign !== undefined) add('sign', sign.length, sign);
    else if (rest.startsWith('"')) throw new JavaFault('error', 'unclosed string literal', { line, column });
    else throw new JavaFault('error', `illegal character: '${rest[0] ?? ''}'`, { line, column });
  }
  tokens.push({ kind: 'end', text: '', line, column, end: column });
  return tokens;
}
