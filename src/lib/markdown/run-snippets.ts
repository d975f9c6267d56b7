import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { defineMdastPlugin, type MdastPluginEntry } from 'satteri';
import type { Examples } from '../placeholders/find.ts';
import { SnippetError } from '../snippet/parse.ts';
import { printedBy } from '../snippet/printed.ts';
import { readSnippets } from '../snippet/read.ts';
import type { SnippetResult, Start } from '../snippet/run.ts';

/** Astro transforms a file once for each environment; its blocks run once. */
const runs = new Map<string, Promise<SnippetResult[]>>();

type Frontmatter = Partial<Start> & { readonly placeholders?: Examples };

/**
 * Replaces each fence ```console run``` by `<RunnableSnippet>` with the output of its commands,
 * and each other ```console``` by `<ConsoleBlock>`. ```console typed``` is a session at the keyboard, as of `docker run -it`:
 * it is shown as it was written, and Run types its lines.
 */
export const runSnippetsPlugin: MdastPluginEntry = ({ fileURL, source, data }) => {
  const path = fileURL === undefined ? 'unknown.mdx' : fileURLToPath(fileURL);
  const file = relative(process.cwd(), path);
  const frontmatter = (data as { astro?: { frontmatter?: Frontmatter } }).astro?.frontmatter ?? {};
  const placeholders = frontmatter.placeholders ? { placeholders: JSON.stringify(frontmatter.placeholders) } : {};
  let number = 0;

  return defineMdastPlugin({
    name: 'run-snippets',
    options: { position: true },
    async code(node, context) {
      if (node.lang !== 'console') return;
      const line = node.position?.start.line ?? 0;
      const words = node.meta?.split(/\s+/) ?? [];
      if (!words.includes('run')) {
        const typed = words.includes('typed') ? { typed: '' } : {};
        context.replaceNode(node, component('ConsoleBlock', { text: node.value, ...typed, ...placeholders }));
        return;
      }
      const results = await resultsOf(source, file, frontmatter);
      const result = results.find((snippet) => snippet.line === line);
      if (result === undefined)
        throw new SnippetError(file, line, 'a runnable block that the reader of blocks did not see');
      number += 1;
      const { steps, exit } = result;
      context.replaceNode(
        node,
        component('RunnableSnippet', {
          number: String(number),
          exit: String(exit),
          steps: JSON.stringify(steps),
          ...placeholders,
        }),
      );
    },
  });
};

function resultsOf(
  source: string,
  file: string,
  { images = [], files = {} }: Partial<Start>,
): Promise<SnippetResult[]> {
  const key = JSON.stringify([file, images, files, source]);
  const known = runs.get(key);
  if (known !== undefined) return known;
  const run = printedBy(readSnippets(source, file), file, { images, files });
  runs.set(key, run);
  return run;
}

function component(name: string, attributes: Readonly<Record<string, string>>) {
  return {
    type: 'mdxJsxFlowElement' as const,
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({
      type: 'mdxJsxAttribute' as const,
      name: key,
      value,
    })),
    children: [],
  };
}
