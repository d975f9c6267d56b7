/** @returns whether each word of the query occurs in the text; case counts for a short flag, as `-p` is not `-P`. */
export function matches(text: string, query: string): boolean {
  const lower = text.toLowerCase();
  return query
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => (/^-\w$/.test(word) ? shortFlag(text, word) : lower.includes(word.toLowerCase())));
}

/** `-i` is found in `-it`, not in `--init`. */
function shortFlag(text: string, word: string): boolean {
  return text.split(/[^\w-]+/).some((part) => /^-\w+$/.test(part) && part.includes(word.slice(1)));
}
