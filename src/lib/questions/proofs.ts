import type { CollectionEntry } from 'astro:content';
import { runCommands } from '../snippet/run-commands.ts';
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
  const proofs = new Map<string, SnippetResult>();
  for (const { id, proof, exit } of questionsOf(topic)) {
    if (proof === undefined) continue;
    const file = `src/content/questions/${topic.id}.yaml: ${id}`;
    const [result] = await runCommands([{ commands: proof, exit }], file, { images, files });
    if (result !== undefined) proofs.set(id, result);
  }
  return proofs;
}
