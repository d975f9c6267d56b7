import type { FileType, Stat } from '../../kernel/fs/file-system.ts';

const TYPE_LETTER: Readonly<Record<FileType, string>> = {
  file: '-',
  directory: 'd',
  symlink: 'l',
  char: 'c',
  block: 'b',
  fifo: 'p',
  socket: 's',
};

const TYPE_BITS: Readonly<Record<FileType, number>> = {
  file: 0o100000,
  directory: 0o040000,
  symlink: 0o120000,
  char: 0o020000,
  block: 0o060000,
  fifo: 0o010000,
  socket: 0o140000,
};

/** st_mode: type and permission bits. */
export const rawMode = ({ type, mode }: Stat): number => TYPE_BITS[type] | mode;

/** `drwxr-xr-x` */
export function formatMode({ type, mode }: Pick<Stat, 'type' | 'mode'>): string {
  const bit = (mask: number, letter: string) => ((mode & mask) === 0 ? '-' : letter);
  const execute = (mask: number, special: number, letter: string) => {
    if ((mode & special) === 0) return bit(mask, 'x');
    return (mode & mask) === 0 ? letter.toUpperCase() : letter;
  };
  return [
    TYPE_LETTER[type],
    bit(0o400, 'r'),
    bit(0o200, 'w'),
    execute(0o100, 0o4000, 's'),
    bit(0o040, 'r'),
    bit(0o020, 'w'),
    execute(0o010, 0o2000, 's'),
    bit(0o004, 'r'),
    bit(0o002, 'w'),
    execute(0o001, 0o1000, 't'),
  ].join('');
}

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };

/**
 * Permission bits after a change as chmod(1) takes it: `755`, `u+x,go-w`, `a=rX`.
 *
 * @returns undefined for what is no mode
 */
export function changeMode(text: string, before: Pick<Stat, 'type' | 'mode'>, umask: number): number | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const mode = parseInt(text, 8);
    return before.type === 'directory' && text.length < 5 ? mode | (before.mode & 0o6000) : mode & 0o7777;
  }
  let mode = before.mode;
  for (const clause of text.split(',')) {
    const [, who = '', actions = ''] = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause) ?? [];
    if (actions === '') return undefined;
    const mask = who === '' ? 0o7777 & ~umask : [...who].reduce((sum, letter) => sum | (WHO[letter] ?? 0), 0);
    for (const [, sign = '', letters = ''] of actions.matchAll(/([-+=])([rwxXstugo]*)/g)) {
      const bits = permissionBits(letters, mode, before.type === 'directory') & mask;
      if (sign === '+') mode |= bits;
      else if (sign === '-') mode &= ~bits;
      else mode = (mode & ~(mask & (before.type === 'directory' ? 0o1777 : 0o7777))) | bits;
    }
  }
  return mode;
}

function permissionBits(letters: string, mode: number, directory: boolean): number {
  let bits = 0;
  const spread = (three: number) => three * 0o111;
  for (const letter of letters) {
    if (letter === 'r') bits |= 0o444;
    else if (letter === 'w') bits |= 0o222;
    else if (letter === 'x') bits |= 0o111;
    else if (letter === 'X') bits |= directory || (mode & 0o111) !== 0 ? 0o111 : 0;
    else if (letter === 's') bits |= 0o6000;
    else if (letter === 't') bits |= 0o1000;
    else if (letter === 'u') bits |= spread((mode >> 6) & 7);
    else if (letter === 'g') bits |= spread((mode >> 3) & 7);
    else if (letter === 'o') bits |= spread(mode & 7);
  }
  return bits;
}
