import { RATINGS, type Rating } from '../../lib/questions/ratings.ts';
import { withCode } from '../Cards/element.ts';
import { find } from '../find.ts';
import { keepInterview } from '../Progress/kept.ts';
import { gapsOf, rate, readSession, shuffled, type Gap, type MockQuestion, type MockSession } from './mock-session.ts';

const KEY = 'drydock.mock-interview';
/** How often the minutes left are written, ms. */
const TICK = 5_000;
const NOT_KEPT = 'This browser keeps nothing for this site, so your progress does not have it.';

const root = document.querySelector<HTMLElement>('[data-mock]');
if (root) void start(root);

async function start(mock: HTMLElement): Promise<void> {
  const form = mock.querySelector<HTMLFormElement>('form');
  const notice = find('[data-notice]', mock);
  let known: ReadonlyMap<string, MockQuestion>;
  try {
    const response = await fetch(mock.dataset['mock'] ?? '');
    if (!response.ok) throw new TypeError(`${response.status}`);
    const questions = (await response.json()) as MockQuestion[];
    known = new Map(questions.map((question) => [question.id, question]));
  } catch (error) {
    notice.textContent = `The questions could not be loaded (${String(error)}). Reload the page to try again.`;
    return;
  }
  let session = readSession(keep.read(), known);
  const set = (next: MockSession | undefined): void => {
    session = next;
    keep.write(next);
    show(mock, known, session);
  };

  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const wanted = new FormData(form);
    const chosen = [...known.values()].filter(
      ({ level, topic }) => wanted.getAll('level').includes(level) && wanted.getAll('topic').includes(topic.id),
    );
    notice.textContent = chosen.length === 0 ? 'No question is left: choose a level and a topic.' : '';
    if (chosen.length === 0) return;
    const asked = shuffled(chosen, Math.random).map(({ id }) => id);
    const started = Date.now();
    const until = started + Number(wanted.get('minutes')) * 60_000;
    set({ started, asked, ratings: [], shown: false, ended: false, until });
  });
  find('[data-no-topics]', mock).addEventListener('click', () => {
    for (const box of mock.querySelectorAll<HTMLInputElement>('[name=topic]')) box.checked = false;
  });
  const answer = (rating: Rating): void => {
    if (session?.shown !== true || session.ended) return;
    const next = rate(session, rating, Date.now());
    const rated = next.ratings.map((value, index): [string, Rating] => [next.asked[index] ?? '', value]);
    const isKept = keepInterview(new Date(next.started).toISOString(), Object.fromEntries(rated));
    if (!isKept) find('[data-kept]', mock).textContent = NOT_KEPT;
    set(next);
  };
  find('[data-reveal]', mock).addEventListener('click', () => {
    if (session) set({ ...session, shown: true });
  });
  for (const button of mock.querySelectorAll<HTMLButtonElement>('[data-rate]'))
    button.addEventListener('click', () => {
      answer(button.value as Rating);
    });
  find('[data-end]', mock).addEventListener('click', () => {
    if (session) set({ ...session, ended: true });
  });
  find('[data-again]', mock).addEventListener('click', () => {
    set(undefined);
  });
  document.addEventListener('keydown', (event) => {
    const rating = RATINGS[Number(event.key) - 1];
    const typed = event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey;
    if (rating !== undefined && !typed) answer(rating);
  });
  setInterval(() => {
    if (session) find('[data-left]', mock).textContent = timeLeft(session.until);
  }, TICK);
  if (session) show(mock, known, session);
}

/** The interview in the tab's storage; where that is blocked it lives as long as the page. */
const keep = {
  read(): string | null {
    try {
      return sessionStorage.getItem(KEY);
    } catch (error) {
      if (error instanceof DOMException) return null;
      throw error;
    }
  },
  write(session: MockSession | undefined): void {
    try {
      if (session === undefined) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, JSON.stringify(session));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  },
};

function show(mock: HTMLElement, known: ReadonlyMap<string, MockQuestion>, session: MockSession | undefined): void {
  const now = session === undefined ? 'choose' : session.ended ? 'gaps' : 'ask';
  for (const one of mock.querySelectorAll<HTMLElement>('[data-part]')) one.hidden = one.dataset['part'] !== now;
  if (session === undefined) find('[type=submit]', mock).focus();
  else if (session.ended) showGaps(mock, session, gapsOf(session, known));
  else ask(mock, session, known.get(session.asked[session.ratings.length] ?? ''));
}

function ask(mock: HTMLElement, session: MockSession, question: MockQuestion | undefined): void {
  if (question === undefined) throw new Error('an interview without a question');
  find('[data-place]', mock).textContent = `Question ${session.ratings.length + 1}, ${question.topic.title}`;
  find('[data-left]', mock).textContent = timeLeft(session.until);
  const title = find('[data-question-text]', mock);
  title.replaceChildren(...withCode(question.q));
  for (const name of ['short', 'deeper', 'wrong', 'why', 'next'] as const)
    find(`[data-${name}]`, mock).replaceChildren(...withCode(question[name]));
  const note = find<HTMLAnchorElement>('a[data-note]', mock);
  note.href = question.note.url;
  note.textContent = question.note.title;
  find('[data-answer]', mock).hidden = !session.shown;
  find('[data-reveal-row]', mock).hidden = session.shown;
  (session.shown ? find('[data-rate]', mock) : find('[data-reveal]', mock)).focus({ preventScroll: true });
  title.scrollIntoView({ block: 'nearest' });
}

function showGaps(mock: HTMLElement, { ratings }: MockSession, gaps: readonly Gap[]): void {
  const count = (wanted: Rating): number => ratings.filter((rating) => rating === wanted).length;
  find('[data-sum]', mock).textContent =
    ratings.length === 0
      ? 'Nothing was answered.'
      : `${ratings.length} answered: ${count('good')} good, ${count('partly')} partly, ${count('missed')} missed.` +
        (gaps.length === 0 ? ' No gaps.' : ' What to read again:');
  find('[data-gaps]', mock).replaceChildren(...gaps.flatMap(gapSection));
  find('[data-part=gaps] h2', mock).focus();
}

function gapSection({ topic, answered, questions }: Gap): Node[] {
  const title = document.createElement('h3');
  title.textContent = `${topic}: ${questions.length} of ${answered}`;
  const list = document.createElement('ul');
  for (const { q, note } of questions) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = note.url;
    link.textContent = note.title;
    item.append(...withCode(q), ' ', link);
    list.append(item);
  }
  return [title, list];
}

function timeLeft(until: number): string {
  const minutes = Math.ceil((until - Date.now()) / 60_000);
  return minutes > 0 ? `${minutes} min left` : 'time is up: this is the last question';
}
