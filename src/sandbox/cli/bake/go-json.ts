/** As Go writes JSON: with `<`, `>` and `&` as escapes. */
export const goJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
