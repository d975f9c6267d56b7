import type { SearchRecord } from './record.ts';
import { tokensOf } from './tokens.ts';

/** Words of a section and of a whole page that the list keeps. */
const KEPT = { section: 5, page: 16 };

/** @returns the text of a note before its first heading, then that of each heading of level 2 or 3; no code, no marks. */
export function sectionsOf(body: string): string[] {
  const sections = [''];
  let fence: string | undefined;
  for (const line of body.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (line.trim() === fence) fence = undefined;
      continue;
    }
    if (fence === undefined && /^#{2,3} /.test(line)) sections.push('');
    else sections[sections.length - 1] += `${line.replace(/\]\([^)]*\)|<[^>]*>|[*`]/g, ' ')}\n`;
  }
  return sections;
}

/** Replaces the body of each record by its words that are rare elsewhere and frequent there, and not shown anyhow. */
export function withTellingWords(records: readonly SearchRecord[]): SearchRecord[] {
  const texts = records.map(({ body = '' }) => tokensOf(body));
  const spread = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) spread.set(word, (spread.get(word) ?? 0) + 1);
  return records.map((record, at) => {
    const counts = new Map<string, number>();
    const shown = new Set(tokensOf(`${record.title} ${record.text}`));
    for (const word of texts[at] ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
    const telling = [...counts]
      .filter(([word]) => !shown.has(word))
      .map(([word, count]) => ({ word, worth: Math.sqrt(count) * Math.log(records.length / (spread.get(word) ?? 1)) }))
      .sort((a, b) => b.worth - a.worth)
      .slice(0, record.url.includes('#') ? KEPT.section : KEPT.page);
    return { ...record, body: telling.map(({ word }) => word).join(' ') };
  });
}
