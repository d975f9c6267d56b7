import { CardsFileError, newEvents } from '../../lib/cards/file.ts';
import { queueOf } from '../../lib/cards/queue.ts';
import { isReview } from '../../lib/cards/schedule.ts';
import { formatAll, parseAll } from '../../lib/progress/file.ts';
import { find } from '../Cards/element.ts';
import { tellClock, tellNews } from '../Cards/notices.ts';
import { openStudy, type Study } from '../Cards/study.ts';
import { download, today } from '../Cards/transfer.ts';
import { eraseKept, keepMerged, keptDrills, readNotes } from './kept.ts';

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
  for (const [name, count] of Object.entries(counts)) find(`[data-${name}]`).textContent = String(count);
}

function exportAll({ log }: Study): void {
  const all = { cards: log, read: readNotes().notes, drills: keptDrills().drills };
  download(`drydock-progress-${today()}.json`, formatAll(all, Date.now()), 'application/json');
}

async function importAll(now: Study): Promise<void> {
  const [chosen] = file.files ?? [];
  if (chosen === undefined) return;
  try {
    const { cards, read, drills } = parseAll(await chosen.text());
    const added = newEvents(now.log, cards);
    const kept = keepMerged({ read, drills });
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
