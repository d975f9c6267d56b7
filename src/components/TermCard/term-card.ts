import type { GlossaryTerm } from '../../lib/glossary.ts';

const card = document.querySelector<HTMLElement>('#term-card');
let terms: Promise<Readonly<Record<string, GlossaryTerm>>> | undefined;
/** The link whose card is wanted; the answer for another one comes too late. */
let wanted: HTMLAnchorElement | undefined;

if (card) {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a.term')) {
    link.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse') void show(link);
    });
    link.addEventListener('focus', () => void show(link));
    link.addEventListener('pointerleave', hide);
    link.addEventListener('blur', hide);
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
}

/** Without the list of words the link still leads to the glossary. */
async function show(link: HTMLAnchorElement): Promise<void> {
  if (!card) return;
  wanted = link;
  const entry = (await load())[link.dataset['term'] ?? ''];
  if (entry === undefined || wanted !== link) return;
  const title = document.createElement('strong');
  title.textContent = entry.term;
  card.replaceChildren(title, entry.text);
  card.showPopover();
  link.setAttribute('aria-describedby', card.id);
  place(card, link.getBoundingClientRect());
}

/** Below the word, or above it where there is no room; within the page's width. */
function place(popup: HTMLElement, word: DOMRect): void {
  const { width, height } = popup.getBoundingClientRect();
  const gap = 6;
  const below = word.bottom + gap + height <= innerHeight;
  popup.style.top = `${below ? word.bottom + gap : word.top - gap - height}px`;
  popup.style.left = `${Math.max(16, Math.min(word.left, document.documentElement.clientWidth - width - 16))}px`;
}

function hide(): void {
  wanted?.removeAttribute('aria-describedby');
  wanted = undefined;
  card?.hidePopover();
}

function load(): Promise<Readonly<Record<string, GlossaryTerm>>> {
  terms ??= fetch(card?.dataset['terms'] ?? '')
    .then((response) => (response.ok ? response.json() : {}))
    .catch(() => {
      terms = undefined;
      return {};
    });
  return terms;
}
