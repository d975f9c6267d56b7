const READ_WRITE_EXECUTE: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 };
const SHIFT: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };

/** `755`, `u=rwX,go-w`: the mode that `chmod` gives. */
export function changeMode(mode: number, text: string, isDirectory: boolean): number {
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return text.split(',').reduce((current, clause) => applyClause(current, clause, isDirectory), mode);
}

function applyClause(mode: number, clause: string, isDirectory: boolean): number {
  const [, who = '', actions = ''] = /^([ugoa]*)(.*)$/.exec(clause) ?? [];
  const classes = who === '' || who.includes('a') ? ['u', 'g', 'o'] : [...who];
  let result = mode;
  for (const [, operator = '', letters = ''] of actions.matchAll(/([-+=])([rwxXstugo]*)/g)) {
    for (const name of classes) {
      const shift = SHIFT[name] ?? 0;
      let bits = 0;
      for (const letter of letters) {
        bits |= READ_WRITE_EXECUTE[letter] ?? 0;
        if (letter === 'X' && (isDirectory || (mode & 0o111) !== 0)) bits |= 1;
        const from = SHIFT[letter];
        if (from !== undefined) bits |= (mode >> from) & 7;
      }
      if (operator === '=') result &= ~(7 << shift);
      result = operator === '-' ? result & ~(bits << shift) : result | (bits << shift);
    }
    const special = (letters.includes('t') ? 0o1000 : 0) | (letters.includes('s') ? setId(classes) : 0);
    result = operator === '-' ? result & ~special : result | special;
  }
  return result;
}

const setId = (classes: readonly string[]): number =>
  (classes.includes('u') ? 0o4000 : 0) | (classes.includes('g') ? 0o2000 : 0);
