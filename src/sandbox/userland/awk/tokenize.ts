import { AwkSyntaxError } from './syntax.ts';

export interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'function' | 'word' | 'sign' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const WORDS = new Set(
  'BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
);
const SIGNS = /^(\*\*=|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|\+\+|--|&&|\|\||>>|\*\*|[{}()[\];,+\-*/%^!<>|?:~$=])/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** A string's escapes resolved; unknown ones keep their backslash. */
export const unescapeString = (text: string): string =>
  text.replace(/\\([0-7]{1,3}|[^])/g, (whole, sign: string) =>
    /^[0-7]/.test(sign) ? String.fromCharCode(parseInt(sign, 8)) : sign === '\n' ? '' : (ESCAPES[sign] ?? whole),
  );

/** @throws {AwkSyntaxError} */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const add = (kind: Token['kind'], word: string, length: number) => {
    tokens.push({ kind, text: word, line });
    at += length;
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^(?:[ \t\r]+|\\\n|#[^\n]*)/.exec(rest)?.[0];
    if (blank !== undefined) {
      line += blank.split('\n').length - 1;
      at += blank.length;
      continue;
    }
    if (rest.startsWith('\n')) {
      add('newline', '\n', 1);
      line++;
      continue;
    }
    const last = tokens.at(-1);
    const string = /^"((?:[^"\\\n]|\\[^])*)"/.exec(rest);
    const regex = mayStartRegex(last) ? /^\/((?:[^/\\\n[]|\\.|\[\^?\]?(?:\[:\w+:\]|[^\]\n])*\])*)\//.exec(rest) : null;
    const number = /^(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(rest);
    const name = /^[a-zA-Z_]\w*/.exec(rest)?.[0];
    const sign = SIGNS.exec(rest)?.[0];
    if (string !== null) add('string', unescapeString(string[1] ?? ''), string[0].length);
    else if (regex !== null) add('regex', (regex[1] ?? '').replaceAll('\\/', '/'), regex[0].length);
    else if (number !== null) add('number', number[0], number[0].length);
    else if (name !== undefined)
      add(WORDS.has(name) ? 'word' : rest[name.length] === '(' ? 'function' : 'name', name, name.length);
    else if (sign !== undefined) add('sign', sign, sign.length);
    else throw new AwkSyntaxError(rest[0] ?? '', line);
  }
  tokens.push({ kind: 'end', text: 'end of file', line });
  return tokens;
}

/** A slash after a value divides. */
function mayStartRegex(last: Token | undefined): boolean {
  if (last === undefined) return true;
  if (last.kind === 'sign') return ![')', ']', '$', '++', '--'].includes(last.text);
  return last.kind === 'newline' || (last.kind === 'word' && last.text !== 'getline');
}
