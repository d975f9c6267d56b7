import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './check-imports.ts';

const SRC = join(import.meta.dirname, '..', '..', 'src');

/** All files below src/ whose names end so. */
export const readSources = (...extensions: readonly string[]): readonly Source[] =>
  extensions
    .flatMap((extension) => globSync(`**/*.${extension}`, { cwd: SRC }))
    .sort()
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(SRC, path), 'utf8') }));
