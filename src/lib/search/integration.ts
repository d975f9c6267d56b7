import { readFile, rm } from 'node:fs/promises';
import { createReadStream, existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { unpack, type Packed } from './pack.ts';
import type { SearchRecord } from './record.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
};

/** Parts of Pagefind's own interface, in place of which the site has one. */
const UNUSED = [
  'component-ui.css',
  'component-ui.js',
  'modular-ui.css',
  'modular-ui.js',
  'ui.css',
  'ui.js',
  'highlight.js',
  'worker.js',
].map((name) => `pagefind-${name}`);

/** Writes Pagefind's index after a build; while developing, serves that of the last build. */
export function searchIndex(): AstroIntegration {
  let built = '';
  return {
    name: 'drydock-search',
    hooks: {
      'astro:config:done': ({ config }) => {
        built = fileURLToPath(config.outDir);
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const path = /\/pagefind\/[^?]*/.exec(request.url ?? '')?.[0];
          const file = path === undefined || path.includes('..') ? '' : join(built, path);
          if (path === undefined || !existsSync(file)) return next();
          response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
          createReadStream(file).pipe(response);
        });
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const records = unpack(JSON.parse(await readFile(join(folder, 'search/records.json'), 'utf8')) as Packed);
        const index = await openIndex();
        try {
          const pages = await must(index.addDirectory({ path: folder }));
          for (const record of records) if (record.kind !== 'note') await must(index.addCustomRecord(custom(record)));
          await must(index.writeFiles({ outputPath: join(folder, 'pagefind') }));
          await Promise.all(UNUSED.map((name) => rm(join(folder, 'pagefind', name), { force: true })));
          logger.info(`indexed ${pages.page_count} pages and ${records.length} records`);
        } finally {
          await close();
        }
      },
    },
  };
}

function custom({ kind, title, url, text, names }: SearchRecord) {
  return {
    url,
    content: [title, ...names, text].join('. '),
    language: 'en',
    meta: { title, summary: text },
    filters: { kind: [kind] },
  };
}

async function openIndex(): Promise<PagefindIndex> {
  // Without these `--rm` would be indexed as `rm`.
  const { index, errors } = await createIndex({ includeCharacters: '-=' });
  if (index === undefined) throw new Error(`Pagefind: ${errors.join('; ')}`);
  return index;
}

async function must<Answer extends { errors: string[] }>(answer: Promise<Answer>): Promise<Answer> {
  const result = await answer;
  if (result.errors.length > 0) throw new Error(`Pagefind: ${result.errors.join('; ')}`);
  return result;
}
