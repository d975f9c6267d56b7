import { KINDS } from '../../lib/search/record.ts';
import { copyHit, runHit } from './hit-actions.ts';
import { noticeOf, showFailure } from './notice.ts';
import { pasteInOneLine } from './paste.ts';
import { forgetQueries, keepQuery, recentQueries } from './recent.ts';
import { showHit } from './show-hit.ts';

const dialog = document.querySelector<HTMLDialogElement>('dialog#search');
const input = dialog?.querySelector<HTMLInputElement>('[role=combobox]');
const list = dialog?.querySelector<HTMLElement>('[role=listbox]');
const recent = dialog?.querySelector<HTMLElement>('[data-recent]');
const actions = dialog?.querySelector<HTMLElement>('[data-hit-actions]');
const notice = dialog?.querySelector<HTMLElement>('.notice');
/** Guards against an answer that comes after that of a later question. */
let question = 0;
/** What {@link showRecent} shows, a query a line. */
let offered = '';

if (dialog && input && list && notice) {
  document.addEventListener('keydown', (event) => {
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const controlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !isTerminal(event.target);
    if (!slash && !controlK) return;
    event.preventDefault();
    open();
  });
  document.querySelector('[data-search-open]')?.addEventListener('click', (event) => {
    event.preventDefault();
    open();
  });
  dialog.querySelector('[data-search-close]')?.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('change', () => void ask());
  input.addEventListener('input', () => void ask());
  input.addEventListener('paste', pasteInOneLine);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      choose(step);
    } else if (event.key === 'Enter') {
      const link = chosen();
      if (link === null) return;
      event.preventDefault();
      follow(link, event.ctrlKey || event.metaKey);
    } else if (event.altKey && ['KeyC', 'KeyR'].includes(event.code)) {
      event.preventDefault();
      actions?.querySelector<HTMLElement>(event.code === 'KeyC' ? '[data-copy-hit]' : '[data-run-hit]')?.click();
    }
  });
  list.addEventListener('click', () => {
    keepQuery(input.value);
    dialog.close();
  });
  const copy = actions?.querySelector<HTMLElement>('[data-copy-hit]');
  copy?.addEventListener('click', () => {
    const link = chosen();
    if (link === null || link.dataset['command'] === undefined) return;
    keepQuery(input.value);
    copyHit(link, copy);
  });
  actions?.querySelector('[data-run-hit]')?.addEventListener('click', () => {
    const link = chosen();
    if (link === null || link.dataset['command'] === undefined) return;
    keepQuery(input.value);
    dialog.close();
    runHit(link);
  });
}

function open(): void {
  if (!dialog || !input || dialog.open) return;
  dialog.showModal();
  input.select();
  showRecent();
  void import('./find.ts').then(({ prepareSearch }) => prepareSearch()).catch(fail);
}

async function ask(): Promise<void> {
  if (!dialog || !input || !list || !notice) return;
  question += 1;
  const mine = question;
  const value = dialog.querySelector<HTMLInputElement>('[name=kind]:checked')?.value;
  const kind = KINDS.find((known) => known === value);
  try {
    const { find } = await import('./find.ts');
    const found = await find(input.value, kind);
    if (mine !== question) return;
    notice.textContent = noticeOf(input.value, found);
    showRecent();
    const options = found.hits.map(showHit);
    for (const [index, option] of options.entries()) {
      option.id = `search-result-${index}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.tabIndex = -1;
    }
    list.replaceChildren(...options);
    list.scrollTop = 0;
    input.setAttribute('aria-expanded', String(options.length > 0));
    input.removeAttribute('aria-activedescendant');
    showActions();
    if (options.length > 0 && !found.nearest) choose(1);
  } catch (cause) {
    if (mine === question) fail(cause);
  }
}

function fail(cause: unknown): void {
  if (notice) showFailure(notice, cause, () => void ask());
  list?.replaceChildren();
  input?.setAttribute('aria-expanded', 'false');
  input?.removeAttribute('aria-activedescendant');
  showActions();
}

const chosen = (): HTMLAnchorElement | null => list?.querySelector<HTMLAnchorElement>('[aria-selected=true]') ?? null;

/** Copy and Run stand below the list while the chosen hit is a command. */
function showActions(): void {
  if (!actions) return;
  const command = chosen()?.dataset['command'];
  actions.hidden = command === undefined;
  for (const button of actions.querySelectorAll<HTMLElement>('button'))
    button.setAttribute('aria-label', `${button.dataset['verb'] ?? ''}: ${command ?? ''}`);
}

/** Before anything is typed: what was searched before, and a way to forget it. */
function showRecent(): void {
  if (!recent || !input) return;
  const queries = input.value.trim() === '' ? recentQueries() : [];
  recent.hidden = queries.length === 0;
  // A button that is replaced while it is pressed is never clicked.
  if (queries.join('\n') === offered) return;
  offered = queries.join('\n');
  const again = queries.map((query) =>
    button(query, () => {
      input.value = query;
      input.focus();
      void ask();
    }),
  );
  const forget = button('Forget these', () => {
    forgetQueries();
    showRecent();
    input.focus();
  });
  forget.className = 'forget';
  recent.querySelector('div')?.replaceChildren(...again, forget);
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}

/** Moves the choice; past the end it begins again. */
function choose(step: 1 | -1 | number): void {
  if (!list || !input) return;
  const options = [...list.querySelectorAll<HTMLElement>('[role=option]')];
  if (options.length === 0) return;
  const at = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
  const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length;
  options[at]?.setAttribute('aria-selected', 'false');
  const option = options[next];
  if (option === undefined) return;
  option.setAttribute('aria-selected', 'true');
  option.scrollIntoView({ block: 'nearest' });
  input.setAttribute('aria-activedescendant', option.id);
  showActions();
}

function follow(link: HTMLAnchorElement, newTab: boolean): void {
  if (input) keepQuery(input.value);
  if (newTab) window.open(link.href, '_blank', 'noopener');
  else link.click();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select') || isTerminal(target))
  );
}

function isTerminal(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('docker-terminal') !== null;
}
