import { SyntaxFault, type Token } from './tokens.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '',
}; // prettier-ignore

/** Text with its backslashes resolved. */
export const unescape = (text: string): string =>
  text.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|[\s\S])/g, (whole, code: string) => {
    if (/^[xuU]./.test(code)) return String.fromCodePoint(parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCodePoint(parseInt(code, 8));
    return ESCAPES[code] ?? whole;
  });

/** `x!r:>10}` of an f-string, from after its brace on. */
export function splitField(text: string, from: number, at: Token) {
  let depth = 0;
  let quote = '';
  let index = from;
  let sourceEnd = -1;
  let specStart = -1;
  for (; index < text.length; index++) {
    const letter = text[index] ?? '';
    if (quote !== '') {
      if (letter === quote) quote = '';
      continue;
    }
    if (letter === "'" || letter === '"') quote = letter;
    else if ('([{'.includes(letter)) depth++;
    else if (letter === '}' && depth === 0) break;
    else if (')]}'.includes(letter)) depth--;
    else if (depth === 0 && specStart < 0) {
      if (letter === '!' && text[index + 1] !== '=' && sourceEnd < 0) sourceEnd = index;
      if (letter === ':') {
        specStart = index + 1;
        if (sourceEnd < 0) sourceEnd = index;
      }
    }
  }
  if (index >= text.length) throw new SyntaxFault("f-string: expecting '}'", at);
  const end = index;
  const source = text.slice(from, sourceEnd < 0 ? end : sourceEnd);
  const conversion = sourceEnd >= 0 && text[sourceEnd] === '!' ? (text[sourceEnd + 1] ?? '') : '';
  const spec = specStart < 0 ? '' : text.slice(specStart, end);
  const debug = /[^=!<>]=\s*$/.test(source);
  if (source.trim() === '') throw new SyntaxFault('f-string: empty expression not allowed', at);
  return {
    end,
    source: debug ? source.replace(/=\s*$/, '') : source,
    conversion: debug && conversion === '' && spec === '' ? 'r' : conversion,
    spec,
    shown: debug ? source : '',
  };
}
