import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { bundle } from './bundle.ts';
import { packFragments } from './fragment-pack.ts';
import { precacheList } from './precache-list.ts';

/**
 * Writes `sw.js`, the service worker with the list of files that it stores. Has to come after all that writes files.
 * `DRYDOCK_OFFLINE=off` writes one that removes itself and all it stored instead.
 */
export function offline(): AstroIntegration {
  let base = '/';
  return {
    name: 'drydock-offline',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const isOff = process.env.DRYDOCK_OFFLINE === 'off';
        const script = isOff ? await bundle('removal.ts', '') : await serviceWorker(folder, base);
        await writeFile(join(folder, 'sw.js'), script);
        logger.info(isOff ? 'removes what readers stored' : `${script.split('"url"').length - 1} files`);
      },
    },
  };
}

async function serviceWorker(folder: string, base: string): Promise<string> {
  await packFragments(join(folder, 'pagefind'));
  const entries = JSON.stringify(await precacheList(folder, base));
  return bundle(
    'service-worker.ts',
    `self.__WB_MANIFEST=${entries};self.OFFLINE_PAGE=${JSON.stringify(`${base}offline/`)};`,
  );
}
