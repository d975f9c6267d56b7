/** Go's words for the commonest mistakes in a text that is no JSON. */
export function goJsonError(text: string): string {
  const [, open, odd] = /^\s*(\{)?\s*(.)?/s.exec(text) ?? [];
  if (open === undefined && odd !== undefined) return `invalid character '${odd}' looking for beginning of value`;
  if (open !== undefined && odd !== undefined && odd !== '"' && odd !== '}') {
    return `invalid character '${odd}' looking for beginning of object key string`;
  }
  return 'unexpected EOF';
}
