import type { Found } from './find.ts';

/** What is said above the results. */
export function noticeOf(query: string, { hits, instead, nearest }: Found): string {
  if (query.trim() === '') return '';
  if (hits.length === 0) return 'Nothing found.';
  if (nearest) return 'Nothing has these words. Nearest:';
  const count = hits.length === 1 ? '1 result' : `${hits.length} results`;
  return instead === undefined ? count : `${count} for “${instead}”`;
}

/** What is said when a search fails. */
export function failureOf(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `The search index could not be loaded (${reason}). The notes are all listed under “Notes”.`;
}
