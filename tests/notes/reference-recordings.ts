import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Recording } from '../transcripts/recordings.ts';
import { lacksNodes, machineOf, recordPage, type Reference } from './reference.ts';
import type { Page } from './reference-pages.ts';
import type { Machine } from './reference-refused.ts';

/** What a machine answered to a page. */
export interface Answer {
  readonly recording: Recording;
  readonly machine: Machine;
}

/** A page as a machine is asked: without what it must not be, and as one shell. */
export type Prepare = (page: Page, machine: Machine) => Page;

/** Where pages were asked before several kinds of machine were. */
const FIRST: Machine = { cgroups: 1, systemd: false };

/**
 * What the reference engines answer to each page, in the order of the pages; each engine takes one page at a time,
 * and none about machines that it hasn't beside it.
 *
 * @param prepare makes of a page what a machine is asked
 * @param kept folder of recordings: a page is asked again only when it is not there or has changed
 * @param onPage hears a line about each page that was asked
 */
export async function recordAll(
  pages: readonly Page[],
  references: readonly Reference[],
  prepare: Prepare,
  kept: string | undefined,
  onPage: (line: string) => void,
): Promise<Answer[]> {
  const answers = pages.map((page) => (kept === undefined ? undefined : readKept(kept, page, prepare)));
  const asked = pages.flatMap((page, index) => (answers[index] === undefined ? [{ page, index }] : []));
  // One after another that begin with the same images: the engine needn't fetch them anew.
  asked.sort((a, b) => rank(a.page) - rank(b.page) || key(a.page).localeCompare(key(b.page)));
  const waiting = new Set(asked);
  async function ask(reference: Reference): Promise<void> {
    const machine = await machineOf(reference);
    for (;;) {
      const one = [...waiting].find(({ page }) => !lacksNodes(page, reference));
      if (one === undefined) return;
      waiting.delete(one);
      const page = prepare(one.page, machine);
      const recording = await recordPage(page, reference);
      answers[one.index] = { recording, machine };
      if (kept !== undefined) keep(kept, { page, recording, machine });
      onPage(`${asked.length - waiting.size}/${asked.length} ${one.page.name}`);
    }
  }
  await Promise.all(references.map(ask));
  return answers.filter((answer) => answer !== undefined);
}

const key = ({ images }: Page): string => images.toSorted().join(' ');
/** What is longest first: a page that is asked last keeps no engine waiting. */
const rank = ({ name }: Page): number =>
  ['notes', 'corrections', 'errors', 'questions'].indexOf(name.split('/')[0] ?? '') >>> 0;

/** A recording with the page it was made of. */
interface Kept {
  readonly page: Page;
  readonly recording: Recording;
  readonly machine?: Machine;
}

const fileOf = (folder: string, { name }: Page): string => join(folder, `${name.replaceAll(/[/#]/g, '--')}.json`);

function readKept(folder: string, page: Page, prepare: Prepare): Answer | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(folder, page), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { page: before, recording, machine = FIRST } = JSON.parse(text) as Kept;
  // As it stands in the file: without what is undefined.
  const now = JSON.parse(JSON.stringify(pick(prepare(page, machine)))) as unknown;
  return isDeepStrictEqual(now, pick(before)) ? { recording, machine } : undefined;
}

const pick = ({ images, files, steps }: Page) => ({ images, files, steps });

function keep(folder: string, kept: Kept): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(folder, kept.page), `${JSON.stringify(kept)}\n`);
}
