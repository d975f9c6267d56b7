/** Puts lines of the history in the place of `!!`, `!$`, `!-2`, `!text` and `^old^new^`, up to a comment. */
export function expandHistory(
  line: string,
  history: readonly string[],
): { readonly text: string } | { readonly missing: string } {
  const [, old, fresh] = /^\^([^^]+)\^([^^]*)\^?$/.exec(line) ?? [];
  const last = history.at(-1);
  if (old !== undefined && fresh !== undefined) {
    return last === undefined || !last.includes(old)
      ? { missing: `:s${line}: substitution failed` }
      : { text: last.replace(old, fresh) };
  }
  if (!line.includes('!')) return { text: line };
  let missing: string | undefined;
  let out = '';
  let quote = '';
  const finish = (text: string) => (missing === undefined ? { text } : { missing });
  for (let at = 0; at < line.length;) {
    const char = line.charAt(at);
    if (char === '#' && quote === '' && /(?:^|[\s;&|()<>])$/.test(line.slice(0, at)))
      return finish(out + line.slice(at));
    if (char === "'" && quote !== '"') quote = quote === '' ? "'" : '';
    if (char === '"' && quote !== "'") quote = quote === '' ? '"' : '';
    if (char === '\\' && quote !== "'") {
      out += line.slice(at, at + 2);
      at += 2;
      continue;
    }
    const event = char === '!' && quote !== "'" ? EVENT.exec(line.slice(at)) : null;
    if (event === null || (quote === '"' && line[at + 1] === '"')) {
      out += char;
      at++;
      continue;
    }
    const [whole, name = ''] = event;
    const found = lookUp(name, history);
    if (found === undefined) missing ??= `${whole}: event not found`;
    out += found ?? '';
    at += whole.length;
  }
  return finish(out);
}

const EVENT = /^!(!|\$|\^|\*|-?\d+|\?[^?\n]+\??|[A-Za-z_./][^\s:;&|<>()"'=]*)/;

function lookUp(name: string, history: readonly string[]): string | undefined {
  const last = history.at(-1);
  const words = last?.split(/\s+/) ?? [];
  if (name === '!') return last;
  if (name === '$') return words.at(-1);
  if (name === '^') return words[1];
  if (name === '*') return last === undefined ? undefined : words.slice(1).join(' ');
  if (/^-?\d+$/.test(name)) return name.startsWith('-') ? history.at(Number(name)) : history[Number(name) - 1];
  if (name.startsWith('?')) return history.findLast((line) => line.includes(name.replace(/^\?|\?$/g, '')));
  return history.findLast((line) => line.startsWith(name));
}
