/**
 * What is left on a terminal after it was sent `text`: progress bars overwrite themselves, colours are dropped.
 * Knows what Docker and coreutils send: CR, BS, cursor up and down, erase line and below; ignores other sequences.
 */
export function settle(text: string): string {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  const line = (): string[] => (rows[row] ??= []);
  // eslint-disable-next-line no-control-regex -- these are terminal control sequences
  for (const [token, parameter = '', final] of text.matchAll(/\x1b\[([\d;?]*)([A-Za-z])|\x1b.|[\s\S]/g)) {
    const count = Number(parameter) || 1;
    if (final === 'A') row = Math.max(0, row - count);
    else if (final === 'B') row += count;
    else if (final === 'K') line().length = parameter === '2' ? 0 : Math.min(line().length, column);
    else if (final === 'J') ((line().length = Math.min(line().length, column)), (rows.length = row + 1));
    else if (token.startsWith('\x1b')) continue;
    else if (token === '\r') column = 0;
    else if (token === '\b') column = Math.max(0, column - 1);
    else if (token === '\n') ((row += 1), (column = 0), line());
    else {
      while (line().length < column) line().push(' ');
      line()[column] = token;
      column += 1;
    }
  }
  return Array.from(rows, (cells) => (cells ?? []).join('')).join('\n');
}
