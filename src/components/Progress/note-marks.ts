import { markRead, readNotes } from './kept.ts';

const marks = document.querySelector<HTMLElement>('[data-note-marks]');
const mark = document.querySelector<HTMLElement>('[data-mark-read]');
const add = document.querySelector<HTMLElement>('[data-add-cards]');
const note = marks?.dataset['noteMarks'] ?? '';
const NOT_KEPT = 'This browser keeps nothing for this site, so it is not remembered.';

function tell(text: string): void {
  const told = document.querySelector('[data-marked]');
  if (told !== null) told.textContent = text;
}

function show(): void {
  const isRead = Object.hasOwn(readNotes().notes, note);
  mark?.setAttribute('aria-pressed', String(isRead));
  if (mark !== null) mark.textContent = isRead ? 'Read' : 'Mark as read';
}

mark?.addEventListener('click', () => {
  const isRead = mark.getAttribute('aria-pressed') === 'true';
  tell(markRead(note, isRead ? undefined : new Date().toISOString()) ? '' : NOT_KEPT);
  show();
});

add?.addEventListener('click', async () => {
  const { openStudy } = await import('../Cards/study.ts');
  const study = await openStudy(() => undefined);
  const cards = (add.dataset['addCards'] ?? '').split(' ').filter((id) => !study.standings.cards.has(id));
  if (cards.length > 0) await study.do({ kind: 'add', cards });
  const told = cards.length === 0 ? 'They are yours already.' : `Added: ${cards.length}.`;
  tell(study.trouble === undefined ? told : NOT_KEPT);
});

addEventListener('storage', show);
show();
