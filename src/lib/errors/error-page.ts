import type { CollectionEntry } from 'astro:content';
import { commandSnippets } from '../snippet/command-blocks.ts';
import { printedBy } from '../snippet/printed.ts';
import type { SnippetResult } from '../snippet/run.ts';

export interface ErrorBlocks {
  readonly make: SnippetResult;
  readonly repair: SnippetResult;
}

/** @returns what the commands of an error print, or undefined where the host can't show it. @throws {SnippetError} */
export async function errorBlocks({ id, data }: CollectionEntry<'errors'>): Promise<ErrorBlocks | undefined> {
  const { make, repair, exit, images, files } = data;
  if (make === undefined || repair === undefined) return undefined;
  const blocks = [
    { commands: make, exit },
    { commands: repair, exit: 0 },
  ];
  const [made, repaired] = await printedBy(commandSnippets(blocks), `src/content/errors/${id}.yaml`, { images, files });
  if (made === undefined || repaired === undefined) throw new Error(`src/content/errors/${id}.yaml: nothing ran`);
  return { make: made, repair: repaired };
}

/** The message as one line, without what Docker puts before and after every message of its kind. */
export function bareMessage(message: string): string {
  return message
    .replace(/\s*\n\n(?:Run|See|Usage)[\s\S]*$/, '')
    .replace(/^docker: /, '')
    .replaceAll(/\s*\n\s*/g, ' ');
}
