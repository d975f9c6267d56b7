import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes Pagefind's excerpts once more as one file, which the service worker stores: `fragments.bin`, all of them in a
 * row, and `fragments.json`, `{ "en_1a2b.pf_fragment": [start, end] }` in bytes.
 * @param folder pagefind/ of the built site
 */
export async function packFragments(folder: string): Promise<void> {
  const places: Record<string, [start: number, end: number]> = {};
  const parts: Buffer[] = [];
  let end = 0;
  for (const name of (await readdir(join(folder, 'fragment'))).sort()) {
    const part = await readFile(join(folder, 'fragment', name));
    places[name] = [end, end + part.length];
    end += part.length;
    parts.push(part);
  }
  await writeFile(join(folder, 'fragments.bin'), Buffer.concat(parts));
  await writeFile(join(folder, 'fragments.json'), JSON.stringify(places));
}
