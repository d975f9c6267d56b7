import type { Card } from '../../lib/cards/card.ts';
import { MOST_NEW } from '../../lib/cards/event.ts';
import { queueOf } from '../../lib/cards/queue.ts';
import { announce } from '../announce.ts';
import { find } from '../find.ts';
import { element, paragraphs } from './element.ts';
import { tellClock, tellNews, tellNoDeck } from './notices.ts';
import { loadDeck, openStudy, type Study } from './study.ts';
import { exportCards, exportToAnki, importCards } from './transfer.ts';

const page = find('[data-cards-page]');
const newADay = find<HTMLInputElement>('#new-a-day');
const file = find<HTMLInputElement>('[data-file]');
let deck: ReadonlyMap<string, Card> = new Map();
let study: Study | undefined;

async function start(): Promise<void> {
  try {
    deck = await loadDeck(page.dataset['deck'] ?? '');
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    find('[data-today]').textContent = '';
    return tellNoDeck();
  }
  const opened = await openStudy((news) => {
    tellNews(study, news);
    if (study !== undefined) show(study);
  });
  study = opened;
  if (opened.trouble !== undefined) tellNews(opened, opened.trouble);
  tellClock(opened);
  show(opened);
  for (const button of document.querySelectorAll<HTMLElement>('[data-add]'))
    button.addEventListener('click', () => void add(opened, button.dataset['add'] ?? ''));
  newADay.addEventListener('change', () => {
    const count = newADay.valueAsNumber;
    if (Number.isInteger(count) && count >= 0 && count <= MOST_NEW) void opened.do({ kind: 'new-a-day', count });
    else show(opened);
  });
  find('[data-export]').addEventListener('click', () => exportCards(opened));
  find('[data-import]').addEventListener('click', () => file.click());
  file.addEventListener('change', () => void take(opened));
  find('[data-anki]').addEventListener('click', () => toAnki(opened));
}

const ofKind = (kind: string): Card[] => [...deck.values()].filter((card) => card.kind === kind);

async function add(now: Study, kind: string): Promise<void> {
  const cards = ofKind(kind)
    .map(({ id }) => id)
    .filter((id) => !now.standings.cards.has(id));
  if (cards.length > 0) await now.do({ kind: 'add', cards });
  announce(`${cards.length} cards added.`);
}

async function take(now: Study): Promise<void> {
  const [chosen] = file.files ?? [];
  if (chosen === undefined) return;
  find('[data-imported]').textContent = await importCards(now, chosen);
  file.value = '';
  tellClock(now);
}

function toAnki({ standings }: Study): void {
  const yours = [...deck.values()].filter(({ id }) => standings.cards.has(id));
  exportToAnki(yours.length > 0 ? yours : [...deck.values()], page.dataset['base'] ?? '/');
}

function show(now: Study): void {
  const { cards } = now.standings;
  const { learning, later, due, fresh } = queueOf(now.standings, Date.now(), (card) => deck.has(card));
  find('[data-today]').textContent =
    cards.size === 0
      ? 'You have no cards yet: add some below.'
      : `${due.length} due, ${learning.length + later.length} being learnt, ${fresh.length} new; ${cards.size} cards are yours.`;
  newADay.value = String(now.standings.newADay);
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-kind]')) {
    const all = ofKind(row.dataset['kind'] ?? '');
    const yours = all.filter(({ id }) => cards.has(id)).length;
    const [text, button] = [row.querySelector('[data-yours]'), row.querySelector<HTMLElement>('[data-add]')];
    if (text !== null) text.textContent = String(yours);
    if (button !== null) button.hidden = yours === all.length;
  }
  const suspended = [...cards.values()].filter((standing) => standing.suspended);
  find('[data-suspended]').replaceChildren(...suspended.map(({ card }) => suspendedItem(now, card)));
  find('[data-none-suspended]').hidden = suspended.length > 0;
}

function suspendedItem(now: Study, card: string): HTMLElement {
  const button = element('button', { class: 'button', type: 'button' }, 'Review it again');
  button.addEventListener('click', () => void now.do({ kind: 'resume', card }));
  return element('li', {}, ...paragraphs(deck.get(card)?.front ?? card), button);
}

void start();
