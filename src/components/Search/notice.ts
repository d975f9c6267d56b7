import type { Found } from './find.ts';

/** What is said above the results. */
export function noticeOf(query: string, { hits, instead, nearest }: Found): string {
  if (query.trim() === '') return '';
  if (hits.length === 0) return 'Nothing found.';
  if (nearest) return 'Nothing has these words. Nearest:';
  const count = hits.length === 1 ? '1 result' : `${hits.length} results`;
  return instead === undefined ? count : `${count} for “${instead}”`;
}

/** Says why a search failed, and offers to ask again. */
export function showFailure(notice: HTMLElement, cause: unknown, again: () => void): void {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = 'Try again';
  button.addEventListener('click', again);
  notice.replaceChildren(
    `The search index could not be loaded (${reason}). The notes are all listed under “Notes”. `,
    button,
  );
}
