/** Orders names as `sort -V` does: runs of digits by their value. */
export function compareVersions(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [x, y] = [left[index] ?? '', right[index] ?? ''];
    const numbers = /^\d/.test(x) && /^\d/.test(y);
    const difference = numbers ? Number(x) - Number(y) : compareText(x, y);
    if (difference !== 0) return difference;
  }
  return compareText(a, b);
}

/** Letters come before other signs, `~` before everything, even the end. */
function compareText(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = rank(a[index]) - rank(b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rank(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  const code = character.charCodeAt(0);
  return /[a-zA-Z]/.test(character) ? code : code + 256;
}
