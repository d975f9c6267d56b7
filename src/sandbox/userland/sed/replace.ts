type Case = 'U' | 'L' | undefined;

const SIGNS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' };

/** What a replacement becomes for a match: `&`, `\1`, and GNU's `\U \L \u \l \E`. */
export function expandReplacement(
  replacement: string,
  groups: readonly (string | undefined)[],
  cases: boolean,
): string {
  let out = '';
  let lasting: Case;
  let once: 'u' | 'l' | undefined;
  const add = (text: string) => {
    let changed = lasting === 'U' ? text.toUpperCase() : lasting === 'L' ? text.toLowerCase() : text;
    if (once !== undefined && changed !== '') {
      const first = changed.slice(0, 1);
      changed = (once === 'u' ? first.toUpperCase() : first.toLowerCase()) + changed.slice(1);
      once = undefined;
    }
    out += changed;
  };
  for (const [whole, sign] of replacement.matchAll(/\\([^])|[^\\&]+|&|\\/g)) {
    if (whole === '&') add(groups[0] ?? '');
    else if (sign === undefined) add(whole);
    else if (/\d/.test(sign)) add(groups[Number(sign)] ?? '');
    else if (!cases && /[ULEul]/.test(sign)) add(sign);
    else if (sign === 'U' || sign === 'L') lasting = sign;
    else if (sign === 'E') lasting = undefined;
    else if (sign === 'u' || sign === 'l') once = sign;
    else add(SIGNS[sign] ?? sign);
  }
  return out;
}
