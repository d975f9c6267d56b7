import { KIND_TITLES, type Card } from '../../lib/cards/card.ts';
import { MINUTE } from '../../lib/cards/clock.ts';
import { RATINGS, type Rating } from '../../lib/cards/event.ts';
import { dueTime, nextOf, queueOf } from '../../lib/cards/queue.ts';
import { intervals, intervalText, newMemory } from '../../lib/cards/schedule.ts';
import { undoable, type Standing } from '../../lib/cards/standing.ts';
import { announce } from '../announce.ts';
import { find } from '../find.ts';
import { element, paragraphs } from './element.ts';
import { tellClock, tellNews, tellNoDeck } from './notices.ts';
import { loadDeck, openStudy, type Study } from './study.ts';

const section = find('[data-review]');
const front = find('[data-front]');
const back = find('[data-back]');
const base = (section.dataset['base'] ?? '/').replace(/\/$/, '');
/** So often forgotten, a card is badly made or belongs to a page that wants reading. */
const LEECH = 8;
/** A card that is due in minutes comes by itself. */
const LOOK_AGAIN = MINUTE / 2;

let deck: ReadonlyMap<string, Card> = new Map();
let study: Study | undefined;
let shown: Standing | undefined;
let revealed = false;
/** One deed at a time: a key that is held down rates one card. */
let busy = false;

async function start(): Promise<void> {
  try {
    deck = await loadDeck(section.dataset['deck'] ?? '');
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    find('[data-left]').textContent = '';
    return tellNoDeck();
  }
  study = await openStudy((news) => {
    tellNews(study, news);
    // What another tab reviewed need not be asked here.
    if (study !== undefined && !busy) refresh(study);
  });
  if (study.trouble !== undefined) tellNews(study, study.trouble);
  tellClock(study);
  show(study, false);
  setInterval(() => study !== undefined && shown === undefined && show(study, false), LOOK_AGAIN);
}

function refresh(now: Study): void {
  const before = shown && now.standings.cards.get(shown.card);
  if (shown !== undefined && before?.last === shown.last) left(now);
  else show(now, false);
}

function left({ standings }: Study): void {
  const { learning, later, due, fresh } = queueOf(standings, Date.now(), (card) => deck.has(card));
  find('[data-left]').textContent =
    `${due.length} due · ${learning.length + later.length} being learnt · ${fresh.length} new`;
}

function show(now: Study, focus = true): void {
  const at = Date.now();
  const queue = queueOf(now.standings, at, (card) => deck.has(card));
  shown = nextOf(queue, at);
  revealed = false;
  left(now);
  const card = shown && deck.get(shown.card);
  find('[data-card]').hidden = false;
  find('[data-controls]').hidden = card === undefined;
  find('[data-reveal-row]').hidden = false;
  find('[data-ratings]').hidden = true;
  back.hidden = true;
  back.replaceChildren();
  find('[data-more]').hidden = false;
  for (const name of ['bury', 'suspend']) find(`[data-${name}]`).hidden = card === undefined;
  find('[data-undo]').hidden = undoable(now.standings, at) === undefined;
  find('[data-kind]').textContent = card === undefined ? '' : KIND_TITLES[card.kind];
  front.replaceChildren(...(card === undefined ? nothingLeft(now, queue.later[0]) : paragraphs(card.front)));
  if (focus) front.focus();
}

function nothingLeft({ standings }: Study, soon: Standing | undefined): Node[] {
  if (standings.cards.size === 0)
    return [element('p', {}, 'You have no cards yet. ', element('a', { href: `${base}/cards/` }, 'Add some'), '.')];
  const text =
    soon === undefined
      ? 'Done for today.'
      : `Nothing is due right now. The next card comes in ${intervalText(Math.max(0, dueTime(soon) - Date.now()))}.`;
  return [element('p', {}, text)];
}

function reveal(): void {
  const card = shown && deck.get(shown.card);
  if (shown === undefined || card === undefined || revealed) return;
  revealed = true;
  const { memory } = shown;
  const times = intervals(memory ?? newMemory(Date.now()), Math.max(Date.now(), shown.last));
  for (const rating of RATINGS)
    find(`[data-rating="${rating}"] [data-interval]`).textContent = intervalText(times[rating]);
  const leech =
    memory !== undefined && memory.lapses >= LEECH
      ? [
          element(
            'p',
            { class: 'leech' },
            `Forgotten ${memory.lapses} times: read the page again, or suspend the card.`,
          ),
        ]
      : [];
  const link = element('p', {}, element('a', { href: base + card.url }, card.page));
  back.replaceChildren(...paragraphs(card.back), link, ...leech);
  back.hidden = false;
  find('[data-reveal-row]').hidden = true;
  find('[data-ratings]').hidden = false;
  back.focus({ preventScroll: true });
}

async function act(deed: (now: Study, card: string | undefined) => Promise<void> | undefined): Promise<void> {
  if (study === undefined || busy) return;
  busy = true;
  try {
    await deed(study, shown?.card);
  } finally {
    busy = false;
  }
  tellClock(study);
  show(study);
}

const rate = (rating: Rating): void => {
  if (revealed) void act((now, card) => (card === undefined ? undefined : now.do({ kind: 'review', card, rating })));
};
const setAside = (kind: 'bury' | 'suspend', told: string): void => {
  if (shown === undefined) return;
  void act((now, card) => (card === undefined ? undefined : now.do({ kind, card })));
  announce(told);
};
const bury = (): void => setAside('bury', 'Buried until tomorrow.');
const suspend = (): void => setAside('suspend', 'Suspended.');
const undo = (): void => {
  const last = study && undoable(study.standings, Date.now());
  if (last === undefined) return;
  void act((now) => now.do({ kind: 'undo', of: last.id }));
  announce('Taken back.');
};

const KEYS: Readonly<Record<string, () => void>> = { ' ': reveal, u: undo, b: bury, s: suspend };

document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || !(target instanceof Element)) return;
  // Single keys count in the card only, not in the header or a dialog.
  if (target !== document.body && target.closest('[data-review], main') === null) return;
  if (target.closest('input, textarea, select, dialog') !== null) return;
  if (key === ' ' && target.closest('button, a') !== null) return;
  const rating = RATINGS.find((value) => String(value) === key);
  const deed = rating === undefined ? KEYS[key.toLowerCase()] : () => rate(rating);
  if (deed === undefined) return;
  event.preventDefault();
  deed();
});

find('[data-reveal]').addEventListener('click', reveal);
find('[data-undo]').addEventListener('click', undo);
find('[data-bury]').addEventListener('click', bury);
find('[data-suspend]').addEventListener('click', suspend);
for (const rating of RATINGS) find(`[data-rating="${rating}"]`).addEventListener('click', () => rate(rating));
void start();
