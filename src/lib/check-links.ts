import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Stops a build whose pages lead to an address of the site that is not there. */
export function checkLinks(): AstroIntegration {
  let base = '/';
  return {
    name: 'drydock-links',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:done': async ({ dir }) => {
        const broken = await findBrokenLinks(fileURLToPath(dir), base);
        if (broken.length > 0) throw new Error(`links that lead nowhere:\n${broken.join('\n')}`);
      },
    },
  };
}

/** @returns `page: link` for each link to a missing page or fragment. */
export async function findBrokenLinks(folder: string, base: string): Promise<string[]> {
  const pages = new Map<string, string>();
  for await (const path of glob('**/*.html', { cwd: folder }))
    pages.set(path, await readFile(join(folder, path), 'utf8'));
  const broken = new Set<string>();
  for (const [path, html] of pages) {
    for (const [, address = ''] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      if (!leads(address, path, { pages, folder, base })) broken.add(`${path}: ${address}`);
    }
  }
  return [...broken];
}

function leads(
  address: string,
  from: string,
  { pages, folder, base }: { pages: ReadonlyMap<string, string>; folder: string; base: string },
): boolean {
  if (/^[a-z]+:/.test(address)) return true;
  const [way = '', fragment = ''] = address.split('#');
  const path = way.replace(/\?.*$/, '');
  if (path !== '' && !path.startsWith(base)) return false;
  const file = path === '' ? from : path.slice(base.length).replace(/(^|\/)$/, '$1index.html');
  const html = pages.get(file) ?? pages.get(`${file}/index.html`);
  if (html === undefined) return existsSync(join(folder, file));
  return fragment === '' || html.includes(` id="${decodeURIComponent(fragment)}"`);
}
