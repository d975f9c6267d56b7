/** What a letter types while Ctrl is held: `c` is ^C. Text that no Ctrl key makes is left as it is. */
export function withControl(text: string): string {
  if (text === ' ') return '\0';
  return /^[a-z@[\\\]^_]$/i.test(text) ? String.fromCharCode(text.toUpperCase().charCodeAt(0) & 0x1f) : text;
}
