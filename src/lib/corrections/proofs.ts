import type { CollectionEntry } from 'astro:content';
import { commandSnippets } from '../snippet/command-blocks.ts';
import { printedBy } from '../snippet/printed.ts';
import type { SnippetResult } from '../snippet/run.ts';
import { correctionsOf } from './list.ts';

/**
 * Runs the proofs of a subject in order, on one host.
 *
 * @returns what each printed, by the correction's id. @throws {SnippetError} when one does not prove it.
 */
export async function proofsOf(subject: CollectionEntry<'corrections'>): Promise<Map<string, SnippetResult>> {
  const proved = correctionsOf(subject).flatMap(({ id, proof, exit }) =>
    proof === undefined ? [] : [{ id, commands: proof, exit }],
  );
  const { images, files } = subject.data;
  const results = await printedBy(commandSnippets(proved), `src/content/corrections/${subject.id}.yaml`, {
    images,
    files,
  });
  return new Map(proved.map(({ id }, index) => [id, results[index] as SnippetResult]));
}
