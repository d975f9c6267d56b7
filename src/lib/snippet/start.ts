import type { StartState } from '../../sandbox/ui/page-terminal.ts';
import { readSnippets } from './read.ts';
import { readScenario } from './scenario.ts';

export type { StartState };

interface Page {
  readonly id: string;
  readonly body?: string;
  readonly data: { readonly images: readonly string[]; readonly files: Readonly<Record<string, string>> };
}

/** @returns the state in which the page's terminal starts, the same as that of its blocks at build time. */
export async function startOf({ id, body = '', data: { images, files } }: Page): Promise<StartState> {
  const scenario = readSnippets(body, id)[0]?.scenario;
  return { images, files, ...(scenario === undefined ? {} : { script: await readScenario(scenario) }) };
}
