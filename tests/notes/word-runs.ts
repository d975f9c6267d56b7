import { createHash } from 'node:crypto';

/** Words in a row that count as copied. */
export const RUN = 8;

/** @returns every run of eight words of a text, in lower case and without punctuation, with the place of its first word. */
export function wordRuns(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, at) => words.slice(at, at + RUN).join(' '));
}

/** @returns 12 hexadecimal digits by which a run is known without being written down. */
export function fingerprint(run: string): string {
  return createHash('sha256').update(run).digest('hex').slice(0, 12);
}

/** @returns an MDX or YAML text without its code, as commands may well be the same in two places. */
export function proseOf(source: string): string {
  return source
    .replace(/^(\s*)(`{3,}|~{3,})[\s\S]*?^\1\2\s*$/gm, ' \u2029 ')
    .replace(/`[^`\n]*`/g, ' \u2029 ')
    .replace(/\]\([^)]*\)/g, '] ')
    .replace(/https?:\S+/g, ' ');
}
