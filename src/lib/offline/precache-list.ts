import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to store: Workbox asks for it again when its revision changes; a name with a hash has none. */
export interface PrecacheEntry {
  readonly url: string;
  readonly revision: string | null;
}

/** What nobody reads without a network: for other machines, or (real Node) for a page that needs a network anyway. */
const LEFT_OUT: readonly RegExp[] = [
  /^_headers$|^404\.html$|^robots\.txt$|^coverage\.json$|\.xml$|^llms.*\.txt$/,
  /^pagefind\/fragment\//,
  /^playground\/node\//,
  /^social\//,
  /^(?!cheatsheets\/).*\.md$/,
  /^sw\.js$/,
];

/**
 * @param folder of the built site
 * @param base of its addresses, with a slash at the end
 * @returns every file that the site needs without a network, in the order of its addresses
 */
export async function precacheList(folder: string, base: string): Promise<PrecacheEntry[]> {
  const entries: PrecacheEntry[] = [];
  for await (const { parentPath, name } of glob('**/*.*', { cwd: folder, withFileTypes: true })) {
    const path = join(parentPath, name).slice(folder.length).replace(/^\//, '');
    if (LEFT_OUT.some((pattern) => pattern.test(path))) continue;
    entries.push({
      url: base + path.replace(/(^|\/)index\.html$/, '$1'),
      revision: path.startsWith('_astro/') ? null : await hashOf(join(folder, path)),
    });
  }
  return entries.sort((a, b) => (a.url < b.url ? -1 : 1));
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 16);
}
