// node scripts/vercel-config.ts: writes vercel.json out of public/_headers, which Vercel doesn't read. A test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readHeaderRules } from './headers.mjs';

const ROOT = join(import.meta.dirname, '..');

/** @param headers text of public/_headers. @returns what vercel.json holds */
export function vercelConfig(headers: string): object {
  return {
    $schema: 'https://openapi.vercel.sh/vercel.json',
    buildCommand: 'npm run build',
    outputDirectory: 'dist',
    trailingSlash: true,
    headers: readHeaderRules(headers).map(({ path, headers: own }) => ({
      source: path.replaceAll('*', '(.*)'),
      headers: own.map(([key, value]) => ({ key, value })),
    })),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const config = vercelConfig(readFileSync(join(ROOT, 'public/_headers'), 'utf8'));
  writeFileSync(join(ROOT, 'vercel.json'), `${JSON.stringify(config, null, 2)}\n`);
}
