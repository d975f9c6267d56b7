import { CardsFileError, newEvents } from '../../lib/cards/file.ts';
import { queueOf } from '../../lib/cards/queue.ts';
import { isReview } from '../../lib/cards/schedule.ts';
import { formatAll, parseAll } from '../../lib/progress/file.ts';
import { lastRatings } from '../../lib/progress/interviews.ts';
import { RATING_TITLES } from '../../lib/questions/ratings.ts';
import { find } from '../find.ts';
import { tellClock, tellNews } from '../Cards/notices.ts';
import { openStudy, type Study } from '../Cards/study.ts';
import { download, today } from '../Cards/transfer.ts';
import { eraseKept, keepMerged, keptDrills, keptInterviews, readNotes } from './kept.ts';

const file = find<HTMLInputElement>('[data-file]');
const dialog = find<HTMLDialogElement>('[data-erase-dialog]');
const NOT_KEPT = 'The browser did not keep all of it.';
let study: Study | undefined;

async function start(): Promise<void> {
  const opened = await openStudy((news) => {
    tellNews(study, news);
    if (study !== undefined) show(study);
  });
  study = opened;
  if (opened.trouble !== undefined) tellNews(opened, opened.trouble);
  tellClock(opened);
  show(opened);
  addEventListener('storage', () => show(opened));
  find('[data-export]').addEventListener('click', () => exportAll(opened));
  find('[data-import]').addEventListener('click', () => file.click());
  file.addEventListener('change', () => void importAll(opened));
  find('[data-erase]').addEventListener('click', () => {
    dialog.returnValue = '';
    dialog.showModal();
  });
  dialog.addEventListener('close', () => dialog.returnValue === 'erase' && void eraseAll(opened));
}

function show({ standings }: Study): void {
  const { notes } = readNotes();
  const items = [...document.querySelectorAll<HTMLElement>('[data-note]')];
  for (const item of items) {
    const date = notes[item.dataset['note'] ?? ''];
    item.hidden = date === undefined;
    const time = item.querySelector('time');
    if (time === null || date === undefined) continue;
    time.dateTime = date;
    time.textContent = new Date(date).toLocaleDateString('en-GB', { dateStyle: 'long' });
  }
  const read = items.filter((item) => !item.hidden).length;
  find('[data-none-read]').hidden = read > 0;
  const cards = [...standings.cards.values()];
  const { learning, due, fresh } = queueOf(standings, Date.now(), () => true);
  const counts = {
    read,
    due: learning.length + due.length + fresh.length,
    learnt: cards.filter(({ memory }) => memory !== undefined && isReview(memory)).length,
    mine: cards.length,
    questions: cards.filter(({ card, memory }) => card.startsWith('question:') && memory !== undefined).length,
    drills: Object.values(keptDrills().drills).filter(({ solved }) => solved !== undefined).length,
  };
  showInterviews();
  for (const [name, count] of Object.entries(counts)) find(`[data-${name}]`).textContent = String(count);
}

/** The newest rating of each question, by topic, and what to practise again. */
function showInterviews(): void {
  const { interviews } = keptInterviews();
  const ratings = lastRatings(interviews);
  find('[data-interviews]').textContent = String(Object.keys(interviews).length);
  find('[data-no-interview]').hidden = ratings.size > 0;
  find('[data-interviewed]').hidden = ratings.size === 0;
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-topic]')) {
    const questions = [...document.querySelectorAll<HTMLElement>(`[data-of="${row.dataset['topic'] ?? ''}"]`)];
    const rated = questions.map((item) => ratings.get(item.dataset['question'] ?? ''));
    row.hidden = rated.every((rating) => rating === undefined);
    for (const cell of row.querySelectorAll<HTMLElement>('[data-count]'))
      cell.textContent = String(rated.filter((rating) => rating === cell.dataset['count']).length);
    for (const [index, item] of questions.entries()) {
      const rating = rated[index];
      item.hidden = rating === undefined || rating === 'good';
      const told = item.querySelector('span');
      if (told !== null) told.textContent = rating === undefined ? '' : RATING_TITLES[rating].toLowerCase();
    }
  }
  find('[data-gaps]').hidden = [...ratings.values()].every((rating) => rating === 'good');
}

function exportAll({ log }: Study): void {
  const interviews = keptInterviews().interviews;
  const all = { cards: log, read: readNotes().notes, drills: keptDrills().drills, interviews };
  download(`drydock-progress-${today()}.json`, formatAll(all, Date.now()), 'application/json');
}

async function importAll(now: Study): Promise<void> {
  const [chosen] = file.files ?? [];
  if (chosen === undefined) return;
  try {
    const { cards, ...others } = parseAll(await chosen.text());
    const added = newEvents(now.log, cards);
    const kept = keepMerged(others);
    await now.merge(added);
    tell(`Imported and merged with yours: ${added.length} entries of cards.${kept ? '' : ` ${NOT_KEPT}`}`);
  } catch (cause) {
    if (cause instanceof CardsFileError) tell(`${cause.message} Nothing was changed.`);
    else if (cause instanceof DOMException) tell('The file could not be read. Nothing was changed.');
    else throw cause;
  }
  file.value = '';
  tellClock(now);
  show(now);
}

async function eraseAll(now: Study): Promise<void> {
  const kept = eraseKept();
  await now.erase();
  tell(kept && now.trouble === undefined ? 'All of it is erased.' : NOT_KEPT);
  show(now);
}

function tell(text: string): void {
  find('[data-told]').textContent = text;
}

void start();
