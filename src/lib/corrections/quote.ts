/** What a source said, without the marks of the list, table or heading that it stood in. */
export function quoteOf(said: string): string {
  const row = /^\|(.*)\|$/.exec(said);
  if (row !== null) {
    return (row[1] ?? '')
      .split('|')
      .map((cell) => cell.trim())
      .join(': ');
  }
  return said.replace(/^(?:[•*-]|-->) +/, '').replace(/^\*\*(.*)\*\*$/, '$1');
}
