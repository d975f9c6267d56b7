import type { Knowledge } from '../../lib/explain/docker.ts';
import type { Explanation } from '../../lib/explain/explain.ts';
import type { Part } from '../../lib/explain/part.ts';
import { copyFrom } from '../copy.ts';

const form = document.querySelector<HTMLFormElement>('#explain');
const box = form?.querySelector('textarea');
const notice = document.querySelector<HTMLElement>('#explain-notice');
const explained = document.querySelector<HTMLElement>('#explained');
const converted = document.querySelector<HTMLElement>('#converted');
/** Guards against an answer that comes after that of a later text. */
let question = 0;
let loading: Promise<Knowledge> | undefined;

if (form && box && notice && explained && converted) {
  const given = fromAddress();
  if (given !== undefined) box.value = given;
  if (given !== undefined || box.value !== box.defaultValue) void show();
  box.addEventListener('input', () => void show());
  window.addEventListener('hashchange', () => {
    const text = fromAddress();
    if (text === undefined || text === box.value) return;
    box.value = text;
    void show();
  });
  const copy = converted.querySelector('button');
  copy?.addEventListener('click', () => void copyFrom(copy, converted.querySelector('code')?.textContent ?? ''));
}

/** The text of `/explain/#c=…`; undefined without one, and for one that is cut in a character. */
function fromAddress(): string | undefined {
  const [, encoded] = /^#c=(.*)$/.exec(location.hash) ?? [];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    if (notice) notice.textContent = 'The link was cut short: its command could not be read.';
    return undefined;
  }
}

async function show(): Promise<void> {
  if (!box || !notice || !explained || !converted) return;
  question += 1;
  const mine = question;
  const text = box.value;
  try {
    if (/^\s*(services|name|version|x-[\w-]+)\s*:/m.test(text)) {
      const { toRun } = await import('../../lib/explain/to-run.ts');
      if (mine !== question) return;
      const { commands, left } = toRun(text);
      explained.hidden = true;
      notice.textContent = '';
      showConverted('The same by hand', commands.join('\n'), left);
      return;
    }
    const [knowledge, { explain }, { toCompose }] = await Promise.all([
      load(),
      import('../../lib/explain/explain.ts'),
      import('../../lib/explain/to-compose.ts'),
    ]);
    if (mine !== question) return;
    showParts(text, explain(text, knowledge));
    const file = toCompose(text, knowledge);
    converted.hidden = file === undefined;
    if (file !== undefined) showConverted('As a Compose file', file.yaml.trimEnd(), file.left);
  } catch (cause) {
    if (mine !== question) return;
    notice.textContent = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
    converted.hidden = true;
    explained.hidden = true;
  }
}

function load(): Promise<Knowledge> {
  loading ??= fetch(form?.dataset['knowledge'] ?? '')
    .then(async (response) => {
      if (!response.ok) throw new Error(`The list of commands could not be loaded (${response.status}).`);
      return (await response.json()) as Knowledge;
    })
    .catch((cause: unknown) => {
      loading = undefined;
      throw cause;
    });
  return loading;
}

function showParts(line: string, { parts, error }: Explanation): void {
  if (!notice || !explained) return;
  explained.hidden = parts.length === 0;
  notice.textContent = error === undefined ? '' : `The shell would refuse this: ${error}`;
  const code = explained.querySelector('code');
  const list = explained.querySelector('dl');
  if (code === null || list === null) return;
  const marks: HTMLElement[] = [];
  code.replaceChildren(...marked(line, parts, marks));
  list.replaceChildren(...parts.map((part, index) => row(part, marks[index])));
}

/** The line with a mark around each part; of nested parts the outer one holds the inner ones' text. */
function marked(line: string, parts: readonly Part[], marks: HTMLElement[]): (string | HTMLElement)[] {
  const pieces: (string | HTMLElement)[] = [];
  let at = 0;
  let last: HTMLElement | undefined;
  for (const { start, end, kind } of parts) {
    if (start < at) {
      if (last !== undefined) marks.push(last);
      continue;
    }
    pieces.push(line.slice(at, start));
    last = document.createElement('span');
    last.className = `part ${kind}`;
    last.textContent = line.slice(start, end);
    pieces.push(last);
    marks.push(last);
    at = end;
  }
  return [...pieces, line.slice(at)];
}

function row({ text, says, url, kind, note }: Part, mark: HTMLElement | undefined): HTMLElement {
  const row = document.createElement('div');
  row.className = kind;
  const term = document.createElement('dt');
  term.append(element('code', text));
  const words = document.createElement('dd');
  words.append(says);
  if (url !== undefined) {
    const reference = link('reference', url);
    reference.setAttribute('aria-label', `Reference of ${text}`);
    words.append(' ', reference);
  }
  if (note !== undefined) words.append(' ', link(note.title, note.url));
  row.append(term, words);
  const choose = (on: boolean): void => void mark?.classList.toggle('chosen', on);
  row.addEventListener('pointerenter', () => choose(true));
  row.addEventListener('pointerleave', () => choose(false));
  row.addEventListener('focusin', () => choose(true));
  row.addEventListener('focusout', () => choose(false));
  return row;
}

/** @param url without the site's base */
function link(text: string, url: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = (form?.dataset['base'] ?? '/').replace(/\/$/, '') + url;
  made.textContent = text;
  return made;
}

function showConverted(title: string, text: string, left: readonly string[]): void {
  if (!converted) return;
  const heading = converted.querySelector('h2');
  const code = converted.querySelector('code');
  const list = converted.querySelector('ul');
  if (heading === null || code === null || list === null) return;
  heading.textContent = title;
  code.textContent = text;
  list.replaceChildren(...left.map(item));
  converted.hidden = false;
}

/** A line of text in which backticks mark code. */
function item(text: string): HTMLElement {
  const made = document.createElement('li');
  made.append(...text.split('`').map((piece, index) => (index % 2 === 1 ? element('code', piece) : piece)));
  return made;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
