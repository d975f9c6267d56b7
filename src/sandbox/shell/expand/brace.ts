/** Texts that a word with braces stands for; quotes and expansions are left as they are. */
export function expandBraces(text: string, limit: number): string[] {
  for (let open = nextBrace(text, 0); open >= 0; open = nextBrace(text, open + 1)) {
    const close = closing(text, open);
    if (close < 0) continue;
    const alternatives = inside(text.slice(open + 1, close), limit);
    if (alternatives === undefined) continue;
    const before = text.slice(0, open);
    const after = expandBraces(text.slice(close + 1), limit);
    return alternatives.flatMap((middle) => after.map((end) => before + middle + end));
  }
  return [text];
}

function inside(body: string, limit: number): string[] | undefined {
  const range = sequence(body, limit);
  if (range !== undefined) return range;
  const parts = split(body);
  return parts.length < 2 ? undefined : parts.flatMap((part) => expandBraces(part, limit));
}

function sequence(body: string, limit: number): string[] | undefined {
  const [, from, to, increment] = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(body) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const numeric = /\d$/.test(from);
  if (numeric !== /\d$/.test(to)) return undefined;
  const first = numeric ? Number(from) : from.charCodeAt(0);
  const last = numeric ? Number(to) : to.charCodeAt(0);
  const step = Math.abs(Number(increment ?? 1)) || 1;
  if (Math.abs(last - first) / step > limit) return undefined;
  const padded = /^-?0\d/.test(from) || /^-?0\d/.test(to);
  const width = padded ? Math.max(from.length, to.length) : 0;
  const out: string[] = [];
  for (let value = first; first <= last ? value <= last : value >= last; value += first <= last ? step : -step) {
    out.push(numeric ? pad(value, width) : String.fromCharCode(value));
  }
  return out;
}

const pad = (value: number, width: number): string =>
  value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');

function split(body: string): string[] {
  const parts: string[] = [];
  let start = 0;
  walk(body, 0, (char, at, depth) => {
    if (char === ',' && depth === 0) {
      parts.push(body.slice(start, at));
      start = at + 1;
    }
    return false;
  });
  parts.push(body.slice(start));
  return parts;
}

const nextBrace = (text: string, from: number): number => walk(text, from, (char) => char === '{');

function closing(text: string, open: number): number {
  const at = walk(text, open + 1, (char, _, depth) => char === '}' && depth === 0);
  return at;
}

/** Looks at each character outside of quotes and expansions; the answer is where `stop` says so. */
function walk(text: string, from: number, stop: (char: string, at: number, depth: number) => boolean): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === "'" || char === '"' || char === '`') at = endOfQuote(text, at);
    else if (char === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) at = endOfExpansion(text, at + 1);
    else {
      if (stop(char, at, depth)) return at;
      if (char === '{') depth++;
      if (char === '}') depth--;
    }
  }
  return -1;
}

function endOfQuote(text: string, open: number): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote !== "'") at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

function endOfExpansion(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === "'" || char === '"') at = endOfQuote(text, at);
    else if ('{('.includes(char)) depth++;
    else if ('})'.includes(char) && --depth === 0) return at;
  }
  return text.length;
}
