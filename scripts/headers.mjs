// Reads public/_headers, as static hosts do: a path, then its headers indented below it. `*` stands for any text.
/** @typedef {{ path: string, pattern: RegExp, headers: [string, string][] }} Rule */

/** @param {string} text @returns {Rule[]} */
export function readHeaderRules(text) {
  /** @type {Rule[]} */
  const rules = [];
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s+([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) rules.at(-1)?.headers.push([name.toLowerCase(), value]);
    else if (line.trim() !== '') {
      const source = line
        .trim()
        .split('*')
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
      rules.push({ path: line.trim(), pattern: new RegExp(`^${source.join('.*')}$`), headers: [] });
    }
  }
  return rules;
}

/** @param {readonly Rule[]} rules @param {string} path @returns {Record<string, string>} */
export function headersFor(rules, path) {
  return Object.fromEntries(rules.filter(({ pattern }) => pattern.test(path)).flatMap(({ headers }) => headers));
}
