import { noticeOf, showFailure } from './notice.ts';
import { find, prepareSearch } from './find.ts';
import { hitActions } from './hit-actions.ts';
import { pasteInOneLine } from './paste.ts';
import { showHit } from './show-hit.ts';

/** Guards against an answer that comes after that of a later question. */
let question = 0;
const input = document.querySelector<HTMLInputElement>('#query');
const list = document.querySelector<HTMLElement>('#found');
const notice = document.querySelector<HTMLElement>('#found-notice');

if (input && list && notice) {
  input.value = new URLSearchParams(location.search).get('q') ?? '';
  input.addEventListener('paste', pasteInOneLine);
  input.addEventListener('input', () => {
    const address = new URL(location.href);
    address.searchParams.set('q', input.value);
    history.replaceState(null, '', address);
    void show(input, list, notice);
  });
  // A page that is only looked at makes no index; who comes to the box finds it ready.
  input.addEventListener('focus', () => {
    prepareSearch().catch((cause: unknown) => showFailure(notice, cause, () => void show(input, list, notice)));
  });
  void show(input, list, notice);
}

async function show(from: HTMLInputElement, into: HTMLElement, above: HTMLElement): Promise<void> {
  const query = from.value;
  const mine = (question += 1);
  try {
    const found = await find(query);
    if (mine !== question) return;
    above.textContent = noticeOf(query, found);
    const items = found.hits.map((hit) => {
      const item = document.createElement('li');
      const link = showHit(hit);
      item.append(link, hitActions(link) ?? '');
      return item;
    });
    into.replaceChildren(...items);
    into.hidden = items.length === 0;
  } catch (cause) {
    if (mine !== question) return;
    into.replaceChildren();
    into.hidden = true;
    showFailure(above, cause, () => void show(from, into, above));
  }
}
