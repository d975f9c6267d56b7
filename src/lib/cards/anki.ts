import { GAP, KIND_TITLES, type Card } from './card.ts';

/**
 * Cards as text that Anki imports as is. Columns: note type, deck, tags, a GUID of our own (so that a second import
 * changes notes and doubles none), then the fields.
 *
 * @param address of the site, for links back: `https://host/base`
 * @see https://docs.ankiweb.net/importing/text-files.html#file-headers
 */
export function ankiText(cards: readonly Card[], address: string): string {
  const headers = [
    '#separator:tab',
    '#html:true',
    '#guid column:1',
    '#notetype column:2',
    '#deck column:3',
    '#tags column:4',
  ];
  return [...headers, ...cards.map((card) => row(card, address)), ''].join('\n');
}

function row(card: Card, address: string): string {
  const { id, kind, front, back, url, page } = card;
  const link = `<a href="${escape(address + url)}">${escape(page)}</a>`;
  const isCloze = kind === 'term';
  const fields = isCloze ? [cloze(card), link] : [html(front), `${html(back)}<br>${link}`];
  const tags = ['drydock', `drydock::${kind}`].join(' ');
  return [
    `drydock-${id}`,
    isCloze ? 'Cloze' : 'Basic',
    `Drydock::${KIND_TITLES[kind].replaceAll('?', '')}`,
    tags,
    ...fields,
  ]
    .map(quote)
    .join('\t');
}

/** Each gap becomes the same cloze: `{{c1::Cgroup}}`. */
const cloze = ({ front, back }: Card): string =>
  html(front).replaceAll(html(GAP), () => `{{c1::${html(back).replaceAll('}}', '} }')}}}`);

/** Backticks become code, ends of lines become `<br>`; what stands between lines of three backticks keeps its lines. */
function html(text: string): string {
  return text
    .split(/^```\n?$/m)
    .map((part, index) => (index % 2 === 1 ? `<pre>${escape(part.replace(/^\n|\n$/g, ''))}</pre>` : inline(part)))
    .join('');
}

function inline(text: string): string {
  return text
    .replace(/^\n|\n$/g, '')
    .split('`')
    .map((piece, index) => (index % 2 === 0 ? escape(piece) : `<code>${escape(piece)}</code>`))
    .join('')
    .replaceAll('\n', '<br>');
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('{{', '&#123;{');

/** A field with a separator, a quote or a leading # stands in quotes, doubled inside, as in CSV. */
const quote = (field: string): string => (/["\t\n\r]|^#/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
