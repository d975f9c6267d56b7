import { ask } from '../work/ask.ts';
import type { Snippet } from './read.ts';
import type { SnippetResult, Start } from './run.ts';
import { readScenario } from './scenario.ts';

/**
 * What the blocks of a page print on a host of their own, run in a thread or kept from a build before.
 *
 * @param file named in messages.
 * @throws when a command exits otherwise than its block says.
 */
export async function printedBy(snippets: readonly Snippet[], file: string, start: Start): Promise<SnippetResult[]> {
  if (snippets.length === 0) return [];
  const scenario = snippets[0]?.scenario;
  const script = scenario === undefined ? {} : { script: await readScenario(scenario) };
  return ask('blocks', { snippets, file, start, ...script });
}
