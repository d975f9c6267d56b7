import { type Filter, SyntaxProblem } from './syntax.ts';

export interface Token {
  readonly kind: 'number' | 'string' | 'name' | 'field' | 'variable' | 'format' | 'sign' | 'end';
  readonly text: string;
  readonly parts?: readonly (string | Filter)[];
}

const SIGNS = /^(\?\/\/=?|\.\.|\/\/=|\|=|\+=|-=|\*=|\/=|%=|==|!=|<=|>=|\/\/|[-|,()[\]{}:;.=<>+*/%?])/;

/** @param parse reads what `\\(…)` holds in a string */
export function tokenize(text: string, parse: (text: string) => Filter): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^(?:\s+|#[^\n]*)/.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
      ['number', /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/],
      ['field', /^\.([a-zA-Z_]\w*)/],
      ['variable', /^\$(?:__loc__|[a-zA-Z_]\w*)/],
      ['format', /^@[a-zA-Z0-9]+/],
      ['name', /^[a-zA-Z_]\w*(?:::[a-zA-Z_]\w*)*/],
      ['sign', SIGNS],
    ];
    if (rest.startsWith('"') || rest.startsWith('."')) {
      if (rest.startsWith('.')) {
        tokens.push({ kind: 'sign', text: '.' });
        at++;
      }
      const { parts, length } = readString(text.slice(at), parse);
      tokens.push({ kind: 'string', text: '', parts });
      at += length;
      continue;
    }
    const found = patterns
      .map(([kind, pattern]) => [kind, pattern.exec(rest)] as const)
      .find(([, match]) => match !== null);
    const match = found?.[1];
    if (found === undefined || match === null || match === undefined)
      throw new SyntaxProblem('syntax error, unexpected INVALID_CHARACTER');
    tokens.push({ kind: found[0], text: found[0] === 'field' ? (match[1] ?? '') : match[0] });
    at += match[0].length;
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

function readString(text: string, parse: (text: string) => Filter): { parts: (string | Filter)[]; length: number } {
  const parts: (string | Filter)[] = [];
  let plain = '';
  let at = 1;
  for (;;) {
    const character = text[at];
    if (character === undefined) throw new SyntaxProblem('syntax error, unexpected QQSTRING_START');
    if (character === '"') break;
    if (character !== '\\') {
      plain += character;
      at++;
      continue;
    }
    const next = text[at + 1] ?? '';
    if (next === '(') {
      const end = closing(text, at + 1, parse);
      parts.push(plain, parse(text.slice(at + 2, end)));
      plain = '';
      at = end + 1;
    } else if (next === 'u') {
      plain += String.fromCharCode(parseInt(text.slice(at + 2, at + 6), 16));
      at += 6;
    } else {
      plain += ESCAPES[next] ?? next;
      at += 2;
    }
  }
  return { parts: [...parts, plain], length: at + 1 };
}

/** Where the parenthesis at `at` is closed; strings in between may hold others. */
function closing(text: string, at: number, parse: (text: string) => Filter): number {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (character === '"') index += readString(text.slice(index), parse).length - 1;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return index;
  }
  throw new SyntaxProblem('syntax error, unexpected $end', true);
}
