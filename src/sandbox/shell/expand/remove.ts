import { patternSource } from './pattern.ts';

/** `${value#pattern}` and `##`. */
export function removePrefix(value: string, pattern: string, longest: boolean): string {
  return value.replace(new RegExp(`^(?:${patternSource(pattern, longest)})`, 's'), '');
}

/** `${value%pattern}` and `%%`. */
export function removeSuffix(value: string, pattern: string, longest: boolean): string {
  const expression = new RegExp(`^(?:${patternSource(pattern)})$`, 's');
  for (let cut = 0; cut <= value.length; cut++) {
    const at = longest ? cut : value.length - cut;
    if (expression.test(value.slice(at))) return value.slice(0, at);
  }
  return value;
}

/** `${value/pattern/text}`; `where` is the operator. An `&` without a backslash stands for what matched. */
export function replacePattern(value: string, pattern: string, text: string, where: '/' | '//' | '/#' | '/%'): string {
  if (pattern === '') return where === '/#' ? text + value : where === '/%' ? value + text : value;
  const source = patternSource(pattern);
  const anchored = where === '/#' ? `^(?:${source})` : where === '/%' ? `(?:${source})$` : source;
  const expression = new RegExp(anchored, where === '//' ? 'gs' : 's');
  return value.replace(expression, (match) => (match === '' && where === '//' ? '' : text.replaceAll('\0&', match)));
}

/** `${value^}`, `^^`, `,` and `,,`; only characters that match the pattern change. */
export function changeCase(value: string, operator: '^' | '^^' | ',' | ',,', pattern: string | undefined): string {
  const change = (char: string) => (operator.startsWith('^') ? char.toUpperCase() : char.toLowerCase());
  const expression =
    pattern === undefined || pattern === '' ? undefined : new RegExp(`^(?:${patternSource(pattern)})$`, 's');
  const fits = (char: string) => expression === undefined || expression.test(char);
  const chars = [...value];
  if (operator.length === 2) return chars.map((char) => (fits(char) ? change(char) : char)).join('');
  const [first = ''] = chars;
  return fits(first) ? change(first) + value.slice(first.length) : value;
}
