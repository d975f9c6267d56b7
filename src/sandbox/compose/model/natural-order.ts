/** Order of keys as gopkg.in/yaml.v3 writes them: `web2` before `web10`, signs before letters. */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  let digits = false;
  for (let at = 0; at < left.length && at < right.length; at++) {
    const [one = '', other = ''] = [left[at], right[at]];
    if (one === other) {
      digits = isDigit(one);
      continue;
    }
    if (isLetter(one) && isLetter(other)) return one < other ? -1 : 1;
    if (isLetter(one) || isLetter(other)) return isLetter(one) === digits ? -1 : 1;
    const [first, second] = [digitsAt(left, at), digitsAt(right, at)];
    // A zero after other digits counts as one of them.
    const isInside = (one === '0' || other === '0') && /[1-9]\d*$/.test(left.slice(0, at).join(''));
    const [x, y] = [first, second].map((run) => Number(`${isInside ? '1' : ''}${run}`)) as [number, number];
    if (x !== y) return x - y;
    if (first.length !== second.length) return first.length - second.length;
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

const isDigit = (letter: string) => /\p{Nd}/u.test(letter);
const isLetter = (letter: string) => /\p{L}/u.test(letter);
const digitsAt = (letters: readonly string[], at: number) => /^\d*/.exec(letters.slice(at).join(''))?.[0] ?? '';
