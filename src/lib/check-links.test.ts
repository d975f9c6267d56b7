import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrokenLinks } from './check-links.ts';

test('[LINKS-1] pages and fragments that are not there are told with their page', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-links-'));
  await mkdir(join(folder, 'notes'));
  const links = ['/docs/', '/docs/notes/#here', '/docs/notes', '#main', 'https://x.example/', '/docs/a.svg'];
  const wrong = ['/docs/notes/#nowhere', '/docs/gone/', '/notes/', '#gone'];
  const text = [...links, ...wrong].map((address) => `<a class="x" href="${address}">x</a>`).join('');
  await writeFile(join(folder, 'index.html'), `<main id="main">${text}</main>`);
  await writeFile(join(folder, 'notes/index.html'), '<h2 id="here">x</h2>');
  await writeFile(join(folder, 'a.svg'), '');
  expect(await findBrokenLinks(folder, '/docs/')).toEqual(wrong.map((address) => `index.html: ${address}`));
});
