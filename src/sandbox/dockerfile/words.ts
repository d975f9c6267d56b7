/**
 * Words of ENV, LABEL and ARG: separated by blanks outside of quotes. Quotes and escapes stay in.
 *
 * @see buildkit frontend/dockerfile/parser/line_parsers.go, parseWords
 */
export function parseWords(text: string, escape: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote === '' && /\s/.test(char)) {
      if (word !== '') words.push(word);
      word = '';
      continue;
    }
    word += char;
    if (char === escape && quote !== "'") {
      at++;
      word += text[at] ?? '';
    } else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
  }
  if (word !== '') words.push(word);
  return words;
}

/** A JSON array of strings; undefined if the text is none; `mixed` if something in it is no string. */
export function parseJsonList(text: string): readonly string[] | 'mixed' | undefined {
  if (!text.trimStart().startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return undefined;
    return list.every((item) => typeof item === 'string') ? list : 'mixed';
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export interface SplitLine {
  readonly keyword: string;
  /** `--from=base`, unquoted. */
  readonly flags: readonly string[];
  /** What follows the flags. */
  readonly rest: string;
}

/** @see buildkit parser/split_command.go */
export function splitLine(line: string, escape: string): SplitLine {
  const [, keyword = '', after = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
  const flags: string[] = [];
  let rest = after;
  for (;;) {
    rest = rest.trimStart();
    if (!rest.startsWith('--')) break;
    const { word, length } = firstWord(rest, escape);
    rest = rest.slice(length);
    if (word === '--') break;
    flags.push(word);
  }
  return { keyword, flags, rest: rest.trim() };
}

function firstWord(text: string, escape: string): { word: string; length: number } {
  let word = '';
  let quote = '';
  let at = 0;
  for (; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote === '' && /\s/.test(char)) break;
    if (char === escape && quote !== "'" && at + 1 < text.length) {
      at++;
      word += text[at] ?? '';
    } else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
    else word += char;
  }
  return { word, length: at };
}
