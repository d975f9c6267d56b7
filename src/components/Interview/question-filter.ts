import { matches } from '../CheatSheet/filter-rows.ts';

const form = document.querySelector<HTMLFormElement>('[data-question-filter]');
const questions = [...document.querySelectorAll<HTMLElement>('[data-question]')];
const answers = questions.flatMap((question) => [...question.querySelectorAll('details')]);
const toggle = form?.querySelector<HTMLButtonElement>('[data-toggle-answers]');

form?.addEventListener('input', filter);
form?.addEventListener('submit', (event) => {
  event.preventDefault();
});
toggle?.addEventListener('click', () => {
  const open = toggle.getAttribute('aria-pressed') !== 'true';
  toggle.setAttribute('aria-pressed', String(open));
  toggle.textContent = open ? 'Hide all answers' : 'Show all answers';
  for (const answer of answers) answer.open = open;
});
addEventListener('hashchange', openTarget);
openTarget();

function filter(): void {
  if (!form) return;
  const wanted = new FormData(form);
  const level = String(wanted.get('level') ?? '');
  const words = String(wanted.get('words') ?? '');
  for (const question of questions)
    question.hidden = (level !== '' && question.dataset['level'] !== level) || !matches(question.textContent, words);
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]'))
    group.hidden = group.querySelector('[data-question]:not([hidden])') === null;
  const shown = questions.filter((question) => !question.hidden).length;
  const count = form.querySelector('[data-question-count]');
  if (count !== null) count.textContent = level === '' && words.trim() === '' ? '' : `${shown} of ${questions.length}`;
}

/** Who comes for one question gets its answer. */
function openTarget(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const answer = questions.find((question) => question.id === id)?.querySelector('details');
  if (answer) answer.open = true;
}
