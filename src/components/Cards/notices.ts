import { clockTrouble, DAY } from '../../lib/cards/clock.ts';
import { find } from '../find.ts';
import { element } from './element.ts';
import { exportCards } from './transfer.ts';
import type { Study, StudyNews } from './study.ts';

const TEXTS: Readonly<Record<Exclude<StudyNews, 'changed'>, string>> = {
  blocked:
    'This browser keeps nothing for this site: a private window, or storage is forbidden. What you do stays in this page until you close it. Export it before.',
  full: 'The browser has no room left. What you do stays in this page until you close it. Export it, and free some room.',
  newer: 'A later version of Drydock has kept cards here. Load this page again; until then nothing is written over.',
  cleared: 'The browser had lost what was kept. It was written again from this page.',
  erased: 'The cards were erased.',
};
const LOST = new Set<StudyNews>(['blocked', 'full', 'newer']);

/** Tells what happened to what is kept; `changed` takes a message back that no longer holds. */
export function tellNews(study: Study | undefined, news: StudyNews): void {
  if (news === 'changed') {
    if (study?.trouble === undefined) document.querySelector('[data-storage-notice][data-lasting]')?.remove();
    return;
  }
  const offer = LOST.has(news) && study !== undefined ? [button('Export now', () => exportCards(study))] : [];
  show('storage', TEXTS[news], LOST.has(news), ...offer);
}

/** Tells when the clock of the device and the log contradict each other. */
export function tellClock(study: Study): void {
  const trouble = clockTrouble(study.log, Date.now());
  document.querySelector('[data-clock-notice]')?.remove();
  if (trouble === undefined) return;
  const date = new Date(trouble.newest).toLocaleDateString('en-GB', { dateStyle: 'long' });
  if (trouble.kind === 'ahead') {
    show(
      'clock',
      `Your last review was ${Math.floor((trouble.days * DAY) / DAY)} days ago, on ${date}. If that is wrong, put the clock of this device right before you go on.`,
      true,
    );
    return;
  }
  const { events } = trouble;
  const reviews = events.filter(({ kind }) => kind === 'review').length;
  const undone = events.filter(({ kind }) => kind !== 'undo');
  show(
    'clock',
    `The clock of this device was moved back, or ran ahead before: ${reviews} ${reviews === 1 ? 'review lies' : 'reviews lie'} in the future, up to ${date}. They are kept; their cards come again late. You can take them back.`,
    true,
    button('Take them back', () => void study.do(...undone.map(({ id }) => ({ kind: 'undo' as const, of: id })))),
  );
}

function show(kind: 'storage' | 'clock' | 'deck', text: string, lasting: boolean, ...more: Node[]): void {
  document.querySelector(`[data-${kind}-notice]`)?.remove();
  const attributes = { class: 'notice', [`data-${kind}-notice`]: '', ...(lasting && { 'data-lasting': '' }) };
  find('[data-notices]').append(element('div', attributes, element('p', {}, text), ...more));
}

/** The deck did not come. */
export const tellNoDeck = (): void =>
  show('deck', 'The cards could not be loaded. Look at the connection, then load this page again.', true);

function button(text: string, act: () => void): HTMLElement {
  const made = element('button', { class: 'button', type: 'button' }, text);
  made.addEventListener('click', act);
  return made;
}
