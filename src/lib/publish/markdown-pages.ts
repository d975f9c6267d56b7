import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { markdownAddress } from '../markdown-address.ts';
import { markdownOf } from './markdown-of.ts';

/** Writes each page once more as Markdown: `/notes/volumes/tmpfs-mounts/` also stands at `/notes/volumes/tmpfs-mounts.md`. */
export function markdownPages(): AstroIntegration {
  return {
    name: 'drydock-markdown',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        let pages = 0;
        for await (const path of glob('**/index.html', { cwd: folder })) {
          const file = join(folder, markdownAddress(`/${path.replace(/index\.html$/, '')}`));
          // A cheat sheet writes its own, with the rows as data.
          if (existsSync(file)) continue;
          const text = await markdownOf(await readFile(join(folder, path), 'utf8'));
          if (text === undefined) continue;
          await writeFile(file, text);
          pages++;
        }
        logger.info(`${pages} pages`);
      },
    },
  };
}
