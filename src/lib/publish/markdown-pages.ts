import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import pLimit from 'p-limit';
import { markdownAddress } from '../markdown-address.ts';
import { ask } from '../work/ask.ts';

/** Pages whose text waits for a thread at a time. */
const AT_ONCE = 16;

/** Writes each page once more as Markdown: `/notes/volumes/tmpfs-mounts/` also stands at `/notes/volumes/tmpfs-mounts.md`. */
export function markdownPages(): AstroIntegration {
  return {
    name: 'drydock-markdown',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const paths = await Array.fromAsync(glob('**/index.html', { cwd: folder }));
        const written = await pLimit(AT_ONCE).map(paths, (path) => writeMarkdown(folder, path));
        logger.info(`${written.filter(Boolean).length} pages`);
      },
    },
  };
}

/** @returns whether it wrote the text of the page */
async function writeMarkdown(folder: string, path: string): Promise<boolean> {
  const file = join(folder, markdownAddress(`/${path.replace(/index\.html$/, '')}`));
  // A cheat sheet writes its own, with the rows as data.
  if (existsSync(file)) return false;
  const html = await readFile(join(folder, path), 'utf8');
  const [start, end] = [html.indexOf('<main'), html.lastIndexOf('</main>')];
  // The page around it is no part of the question: it changes with each build's scripts.
  const text = start === -1 ? undefined : await ask('markdown', html.slice(start, end));
  if (text !== undefined) await writeFile(file, text);
  return text !== undefined;
}
