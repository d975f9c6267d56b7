/** A string as Go's %q writes it. */
export function goQuote(text: string): string {
  return JSON.stringify(text)
    .replace(/\\u00([0-7][0-9a-f])/g, '\\x$1')
    .replace(/\\b/g, '\\b');
}
