import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Recording } from '../transcripts/recordings.ts';
import { recordPage, type Reference } from './reference.ts';
import type { Page } from './reference-pages.ts';

/**
 * What the reference engines answer to each page, in the order of the pages; each engine takes one page at a time.
 *
 * @param kept folder of recordings: a page is asked again only when it is not there or has changed
 * @param onPage hears a line about each page that was asked
 */
export async function recordAll(
  pages: readonly Page[],
  references: readonly Reference[],
  kept: string | undefined,
  onPage: (line: string) => void,
): Promise<Recording[]> {
  const recordings = pages.map((page) => (kept === undefined ? undefined : readKept(kept, page)));
  const asked = pages.flatMap((page, index) => (recordings[index] === undefined ? [{ page, index }] : []));
  // One after another that begin with the same images: the engine needn't fetch them anew.
  asked.sort((a, b) => rank(a.page) - rank(b.page) || key(a.page).localeCompare(key(b.page)));
  let next = 0;
  async function ask(reference: Reference): Promise<void> {
    for (let one = asked[next++]; one !== undefined; one = asked[next++]) {
      const recording = await recordPage(one.page, reference);
      recordings[one.index] = recording;
      if (kept !== undefined) keep(kept, one.page, recording);
      onPage(`${next}/${asked.length} ${one.page.name}`);
    }
  }
  await Promise.all(references.map(ask));
  return recordings.filter((recording) => recording !== undefined);
}

const key = ({ images }: Page): string => images.toSorted().join(' ');
/** What is longest first: a page that is asked last keeps no engine waiting. */
const rank = ({ name }: Page): number =>
  ['notes', 'corrections', 'errors', 'questions'].indexOf(name.split('/')[0] ?? '') >>> 0;

/** A recording with the page it was made of. */
interface Kept {
  readonly page: Page;
  readonly recording: Recording;
}

const fileOf = (folder: string, { name }: Page): string => join(folder, `${name.replaceAll(/[/#]/g, '--')}.json`);

function readKept(folder: string, page: Page): Recording | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(folder, page), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const kept = JSON.parse(text) as Kept;
  const { images, files, steps } = page;
  const same = isDeepStrictEqual({ images, files, steps }, pick(kept.page));
  return same ? kept.recording : undefined;
}

const pick = ({ images, files, steps }: Page) => ({ images, files, steps });

function keep(folder: string, page: Page, recording: Recording): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(folder, page), `${JSON.stringify({ page, recording } satisfies Kept)}\n`);
}
