import type { CollectionEntry } from 'astro:content';
import { commandSnippets } from '../snippet/command-blocks.ts';
import { printedBy } from '../snippet/printed.ts';
import type { SnippetResult } from '../snippet/run.ts';
import { questionsOf } from './list.ts';

const ran = new Map<string, Promise<Map<string, SnippetResult>>>();

/**
 * Runs each proof of a topic on a host of its own, once a build.
 *
 * @returns what each printed, by the question's id. @throws {SnippetError} when one ends otherwise than it says.
 */
export function proofsOf(topic: CollectionEntry<'questions'>): Promise<Map<string, SnippetResult>> {
  const proofs = ran.get(topic.id) ?? runProofs(topic);
  ran.set(topic.id, proofs);
  return proofs;
}

async function runProofs(topic: CollectionEntry<'questions'>): Promise<Map<string, SnippetResult>> {
  const { images, files } = topic.data;
  const proofs = await Promise.all(
    questionsOf(topic).map(async ({ id, proof, exit }) => {
      if (proof === undefined) return [];
      const file = `src/content/questions/${topic.id}.yaml: ${id}`;
      const [result] = await printedBy(commandSnippets([{ commands: proof, exit }]), file, { images, files });
      return result === undefined ? [] : [[id, result] as const];
    }),
  );
  return new Map(proofs.flat());
}
