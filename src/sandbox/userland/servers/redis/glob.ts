/** `user:*` as Redis matches it. */
export function matchesGlob(pattern: string, text: string): boolean {
  const source = pattern.replace(/\\(.)|\[\^?[^\]]*\]|[*?]|[.+^${}()|]/gs, (part, escaped?: string) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.startsWith('[') ? part : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 's').test(text);
}
