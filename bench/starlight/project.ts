import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Kept between runs, as its packages take long to install. */
export const FOLDER = join(homedir(), '.cache/drydock-bench/starlight');

const PACKAGE = {
  name: 'plain-starlight',
  private: true,
  type: 'module',
  dependencies: {
    '@astrojs/markdown-remark': '7.3.0',
    '@astrojs/starlight': '0.42.4',
    astro: '7.3.4',
    sharp: '0.35.5',
  },
};

const CONFIG = `import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  integrations: [starlight({ title: 'Notes', sidebar: [{ label: 'Notes', items: [{ autogenerate: { directory: 'notes' } }] }] })],
});
`;

const COLLECTIONS = `import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;

/** A page for Starlight: what our build wrote of a note as Markdown. */
export interface Note {
  /** `volumes/tmpfs-mounts` */
  readonly id: string;
  readonly markdown: string;
}

/**
 * Writes a plain Starlight site, nothing but its defaults, and installs it where it is not.
 * @param pages how many; the notes come again under other names until there are enough
 */
export async function writeStarlight(notes: readonly Note[], pages: number): Promise<void> {
  const docs = join(FOLDER, 'src/content/docs');
  await rm(docs, { recursive: true, force: true });
  await rm(join(FOLDER, 'dist'), { recursive: true, force: true });
  for (const kept of ['.astro', 'node_modules/.astro']) await rm(join(FOLDER, kept), { recursive: true, force: true });
  await write('package.json', JSON.stringify(PACKAGE, null, 2));
  await write('astro.config.mjs', CONFIG);
  await write('src/content.config.ts', COLLECTIONS);
  for (let page = 0; page < pages; page++) {
    const note = notes[page % notes.length];
    if (note === undefined) throw new Error('no notes to build with');
    const round = Math.floor(page / notes.length);
    await write(`src/content/docs/notes/${note.id}${round === 0 ? '' : `-${round}`}.md`, withTitle(note.markdown));
  }
  await write('src/content/docs/index.md', '---\ntitle: Notes\n---\n\nStudy notes.\n');
  await install();
}

/** The first heading is the page's title in Starlight. */
function withTitle(markdown: string): string {
  const [, title = 'Untitled', text = ''] = /^# (.*)\n([\s\S]*)$/.exec(markdown) ?? [];
  return `---\ntitle: ${JSON.stringify(title)}\n---\n${text}`;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(FOLDER, path)), { recursive: true });
  await writeFile(join(FOLDER, path), text);
}

async function install(): Promise<void> {
  const installed = await readFile(join(FOLDER, 'node_modules/@astrojs/starlight/package.json'), 'utf8').catch(
    () => '',
  );
  if (installed.includes(`"version": "${PACKAGE.dependencies['@astrojs/starlight']}"`)) return;
  await run('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: FOLDER });
}
