import { KINDS, type Kind, type SearchRecord } from './record.ts';
import { rowSlug } from './row-slug.ts';

/**
 * The list as it goes over the wire: a column for each field, a line for each record. What follows from another field
 * or from the record before is left out, as the list comes before the first answer.
 */
export interface Packed {
  /** Kinds in the order of the records, each with how many follow. */
  readonly kinds: readonly (readonly [kind: number, count: number])[];
  readonly titles: string;
  readonly urls: string;
  readonly texts: string;
  readonly names: string;
  readonly keys: string;
  readonly bodies: string;
  /** Messages have lines of their own. By the number of the record. */
  readonly messages: Readonly<Record<number, readonly string[]>>;
}

/** A line that says: as it follows from the rest. */
const SAME = '=';
const SEPARATOR = '\t';

/** What is known of the records before. */
interface Before {
  url: string;
  command: string;
  note: string;
  readonly usage: Map<string, string>;
}

const nothingBefore = (): Before => ({ url: '', command: '', note: '', usage: new Map() });

/** @throws when a field has a line break, or is the sign for what follows from the rest. */
export function pack(records: readonly SearchRecord[]): Packed {
  const kinds: [number, number][] = [];
  const messages: Record<number, readonly string[]> = {};
  const columns = { titles: [], urls: [], texts: [], names: [], keys: [], bodies: [] } as Record<string, string[]>;
  const before = nothingBefore();
  for (const [at, record] of records.entries()) {
    const kind = KINDS.indexOf(record.kind);
    const last = kinds.at(-1);
    if (last?.[0] === kind) last[1] += 1;
    else kinds.push([kind, 1]);
    const names = record.names.join(SEPARATOR);
    const namesFollow = names === nameOf(record);
    if ([record.title, record.text, ...record.names].includes(SAME))
      throw new Error(`${record.url}: a field is ${SAME}, which means that it follows from the rest`);
    const fields = {
      titles: record.title === titleOf(record, before) ? SAME : record.title,
      urls: packUrl(record, before),
      texts: record.text === textOf(record, before) ? SAME : record.text,
      names: namesFollow && names !== '' ? SAME : names,
      keys: record.keys ?? '',
      bodies: record.body ?? '',
    };
    for (const [name, line] of Object.entries(fields)) {
      if (line.includes('\n')) throw new Error(`${record.url}: a line break in ${name}`);
      columns[name]?.push(line);
    }
    if (record.messages !== undefined) messages[at] = record.messages;
    remember(record, before);
  }
  const lines = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.join('\n')]));
  return { kinds, ...(lines as Omit<Packed, 'kinds' | 'messages'>), messages };
}

export function unpack(packed: Packed): SearchRecord[] {
  const lines = (text: string): string[] => text.split('\n');
  const [titles, urls, texts] = [lines(packed.titles), lines(packed.urls), lines(packed.texts)];
  const [names, keys, bodies] = [lines(packed.names), lines(packed.keys), lines(packed.bodies)];
  const before = nothingBefore();
  const records: SearchRecord[] = [];
  for (const [number, count] of packed.kinds) {
    const kind = KINDS[number] as Kind;
    for (let left = count; left > 0; left -= 1) {
      const at = records.length;
      const title = titles[at] ?? '';
      const known: SearchRecord = { kind, title, url: '', text: '', names: [] };
      const called = names[at] === SAME ? nameOf(known) : (names[at] ?? '');
      const named = { ...known, names: called === '' ? [] : called.split(SEPARATOR) };
      const titled = title === SAME ? { ...named, title: titleOf(named, before) } : named;
      const url = unpackUrl(urls[at] ?? '', titled, before);
      const placed = { ...titled, url };
      const text = (texts[at] === SAME ? textOf(placed, before) : texts[at]) ?? '';
      const record: SearchRecord = {
        ...placed,
        text,
        ...(keys[at] ? { keys: keys[at] } : {}),
        ...(bodies[at] ? { body: bodies[at] } : {}),
        ...(packed.messages[at] === undefined ? {} : { messages: packed.messages[at] }),
      };
      records.push(record);
      remember(record, before);
    }
  }
  return records;
}

function remember(record: SearchRecord, before: Before): void {
  before.url = pageOf(record.url);
  if (record.kind === 'command') before.command = record.title;
  if (record.kind === 'flag') before.usage.set(record.names.join(), record.text);
  if (record.kind === 'note' && !record.url.includes('#')) before.note = record.title;
}

/** A command or a term is called by its title. */
const nameOf = ({ kind, title }: SearchRecord): string => (kind === 'command' || kind === 'term' ? title : '');

/** A flag's title is that of its command, which stands before it, and its spellings. */
const titleOf = ({ kind, names }: SearchRecord, { command }: Before): string =>
  kind === 'flag' ? `${command} ${names.join(', ')}` : '';

/** A section's text is the title of its note; a flag mostly means what it meant before. */
function textOf({ kind, url, names }: SearchRecord, { note, usage }: Before): string | undefined {
  if (kind === 'flag') return usage.get(names.join());
  return kind === 'note' && url.includes('#') ? note : undefined;
}

const pageOf = (url: string): string => url.replace(/#.*/, '');

function packUrl(record: SearchRecord, before: Before): string {
  const page = pageOf(record.url);
  const fragment = record.url.slice(page.length);
  const short = fragment !== '' && fragment === `#${fragmentOf(record)}` ? '#' : fragment;
  return page === before.url ? short : page + short;
}

function unpackUrl(line: string, record: SearchRecord, { url: page }: Before): string {
  const full = line.startsWith('#') || line === '' ? page + line : line;
  return full.endsWith('#') ? full + fragmentOf(record) : full;
}

/** The fragment that a title makes. */
function fragmentOf({ kind, title, names }: SearchRecord): string {
  if (kind === 'flag') return (names.at(-1) ?? '').replace(/^-+/, '');
  if (kind === 'correction') return names[0] ?? '';
  if (kind !== 'note') return rowSlug(title);
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
