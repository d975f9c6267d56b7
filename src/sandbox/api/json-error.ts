/**
 * Go's words for the commonest mistakes in a text that is no JSON.
 *
 * @param end those for one that stops too early: a decoder of a stream and json.Unmarshal differ
 */
export function goJsonError(text: string, end = 'unexpected EOF'): string {
  const [, open, odd] = /^\s*(\{)?\s*(.)?/s.exec(text) ?? [];
  if (open === undefined && odd !== undefined) return `invalid character '${odd}' looking for beginning of value`;
  if (open !== undefined && odd !== undefined && odd !== '"' && odd !== '}') {
    return `invalid character '${odd}' looking for beginning of object key string`;
  }
  return end;
}
