import { glob, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { importedFiles, ScriptMerger } from './merge.ts';

/** Makes one script of the scripts of each page: each would be a request of its own. */
export function pageScripts(): AstroIntegration {
  return {
    name: 'drydock-page-scripts',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const site = fileURLToPath(dir);
        const folder = join(site, '_astro');
        const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
        const merger = new ScriptMerger(folder, await importedFiles(folder, names));
        let pages = 0;
        for await (const path of glob('**/*.html', { cwd: site })) {
          const html = await readFile(join(site, path), 'utf8');
          const merged = await merger.merge(html);
          if (merged === html) continue;
          await writeFile(join(site, path), merged);
          pages++;
        }
        logger.info(`${pages} pages`);
      },
    },
  };
}
