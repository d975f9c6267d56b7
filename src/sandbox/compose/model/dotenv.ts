import { ComposeError } from './error.ts';
import type { Lookup } from './template.ts';
import { substitute } from './template.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$$' };

/**
 * Reads `.env` and `env_file`: quotes, `export`, comments, values over several lines, `${OTHER}`.
 * A name alone takes its value from outside, and is left out where there is none.
 *
 * @throws {ComposeError} `failed to read FILE: line N: …`
 * @see compose-go dotenv/parser.go
 */
export function parseDotenv(
  text: string,
  file: string,
  outside: Lookup,
  unset: (name: string) => void = () => {},
  /** Of files before this one. */
  before: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const values = new Map<string, string>();
  const lookup: Lookup = (name) => outside(name) ?? values.get(name) ?? before.get(name);
  const lines = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  let at = 0;
  const fail = (what: string) => {
    const line = lines.slice(0, at).split('\n').length;
    return new ComposeError(`failed to read ${file}: line ${line}: ${what}`);
  };
  while (at < lines.length) {
    const blank = /^(?:\s+|#[^\n]*)/.exec(lines.slice(at));
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const [head = '', name = '', sign = ''] =
      /^(?:export[ \t]+)?([^\s=:#"']*)[ \t]*(=|:(?=[ \t])|(?=\n|#|$))?/.exec(lines.slice(at)) ?? [];
    if (
      (name === '' && sign !== '=') ||
      !/^[\w.\-[\]]*$/.test(name) ||
      (sign === '' && !/^[ \t]*(\n|#|$)/.test(lines.slice(at + head.length)))
    ) {
      throw fail(unexpected(lines.slice(at)));
    }
    at += head.length;
    if (sign === '') {
      const inherited = outside(name);
      if (inherited !== undefined) values.set(name, inherited);
      at += (/^[^\n]*/.exec(lines.slice(at))?.[0] ?? '').length;
      continue;
    }
    at += (/^[ \t]*/.exec(lines.slice(at))?.[0] ?? '').length;
    const quote = lines[at];
    if (quote === "'" || quote === '"') {
      const end = closingQuote(lines, at + 1, quote);
      if (end < 0) {
        const value = lines.slice(at).split('\n', 1)[0] ?? '';
        at = lines.length;
        throw fail(`unterminated quoted value ${value}`);
      }
      const inside = lines.slice(at + 1, end);
      values.set(name, quote === "'" ? inside : substitute(unescape(inside), lookup, unset));
      at = end + 1;
      at += (/^[^\n]*/.exec(lines.slice(at))?.[0] ?? '').length;
    } else {
      const line = lines.slice(at).split('\n', 1)[0] ?? '';
      values.set(name, substitute(line.replace(/(^|\s)#.*$/, '').trim(), lookup, unset));
      at += line.length;
    }
  }
  return values;
}

/** Reads an `env_file` with `format: raw`: `NAME=` and all of the rest of the line, as it stands. */
export function parseRawEnv(text: string, file: string): Map<string, string> {
  const values = new Map<string, string>();
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) return;
    const equals = line.indexOf('=');
    if (equals < 0) throw new ComposeError(`failed to read ${file}: line ${index + 1}: missing "=" in ${line}`);
    const name = line.slice(0, equals);
    if (/\s/.test(name)) {
      throw new ComposeError(`failed to parse env_file ${file}: variable '${name}' contains whitespaces`);
    }
    values.set(name, line.slice(equals + 1));
  });
  return values;
}

function unexpected(rest: string): string {
  const line = rest.split('\n', 1)[0] ?? '';
  const [, letter = ''] = /^(?:export[ \t]+)?[\w.\-[\]]*[ \t]*(.)/.exec(line) ?? [];
  const name = /^[^=:]*/.exec(line)?.[0] ?? '';
  if (/\s/.test(name.trim())) return 'key cannot contain a space';
  return `unexpected character ${JSON.stringify(letter)} in variable name ${JSON.stringify(line)}`;
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

const unescape = (text: string) => text.replace(/\\(.)/gs, (all, letter: string) => ESCAPES[letter] ?? all);
