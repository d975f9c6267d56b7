import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DIST } from './dist.ts';

const STATIC_IMPORT = /(?:^|[;}])\s*(?:import|export)\b[^"'`()]*?["']\.\/([^"']+)["']/g;

/**
 * A script and those that it imports before its own first line runs.
 * @param file from the site's folder
 * @param seen where they are added
 */
export function staticImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(join(DIST, file), 'utf8');
  for (const [, name = ''] of text.matchAll(STATIC_IMPORT)) staticImports(join(dirname(file), name), seen);
  return seen;
}
