import { globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { parse, stringify } from 'yaml';
import { findBrowser } from '../../scripts/browser.mjs';
import { digits } from '../measure.ts';
import type { Section } from '../report.ts';
import { type Build, buildSite } from './build.ts';
import { FOLDER, type Note, writeStarlight } from './project.ts';
import { visit, type Visit } from './visit.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NOTE = 'volumes/named-volumes';
/** Notes of both sites, at least as many as there are: they link to each other. DRYDOCK_PAGES=100,1000 measures others. */
const SIZES = (process.env['DRYDOCK_PAGES'] ?? '100,1000,5000').split(',').map(Number);

/** Our site beside one of Starlight's defaults on the same notes: what a reader loads, what a build takes. */
export async function starlight(): Promise<Section> {
  const scratch = await mkdtemp(join(tmpdir(), 'drydock-starlight-'));
  const rows: string[][] = [];
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: run `npm run setup` first');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const own = join(scratch, 'own');
    const copy = await copyProject(join(scratch, 'project'));
    await buildSite(copy, own);
    const notes = readNotes(own);
    for (const size of SIZES) {
      const pages = Math.max(size, notes.length);
      await writeStarlight(notes, pages);
      const theirs = await buildSite(FOLDER, join(FOLDER, 'dist'));
      const ours = await buildSite(await withPages(copy, pages), own);
      if (rows.length === 0) {
        const visits = [
          await visit(browser, own, `/notes/${NOTE}/`),
          await visit(browser, join(FOLDER, 'dist'), `/notes/${NOTE}/`),
        ] as const;
        rows.push(...visitRows(...visits));
      }
      rows.push(...buildRows(pages, ours, theirs));
    }
  } finally {
    await browser.close();
    await rm(scratch, { recursive: true, force: true });
  }
  return {
    title: 'Beside plain Starlight',
    about: `The same notes in a site of Starlight's defaults (0.42.4, Astro 7.3.4). A page: the note “${NOTE}”, cold, gzip, no service worker, medians of five; LCP on a slow phone (a quarter of the CPU's speed, 150 ms, 1.6 Mbit/s). Our build runs every block of its notes on the simulated host and writes the other pages (errors, labs, commands …) as well; the number of pages is that of notes.`,
    head: ['what', 'Drydock', 'Starlight', 'ours / theirs'],
    rows,
  };
}

function visitRows(ours: Visit, theirs: Visit): string[][] {
  return [
    row('requests of a note', ours.requests, theirs.requests),
    row('KiB of a note with all it loads', ours.bytes / 1024, theirs.bytes / 1024),
    row('LCP, ms', ours.lcp, theirs.lcp),
  ];
}

function buildRows(pages: number, ours: Build, theirs: Build): string[][] {
  return [
    row(`build of ${pages} notes, s`, ours.seconds, theirs.seconds),
    row(`memory of that build, MB`, ours.megabytes, theirs.megabytes),
  ];
}

const row = (what: string, ours: number, theirs: number): string[] => [
  what,
  digits(ours),
  digits(theirs),
  `${digits(ours / theirs)} ×`,
];

/** The notes of a built site as Markdown. */
function readNotes(dist: string): Note[] {
  return globSync('notes/*/*.md', { cwd: dist })
    .sort()
    .map((path) => ({
      id: path.slice('notes/'.length, -'.md'.length),
      markdown: readFileSync(join(dist, path), 'utf8'),
    }));
}

/** The project without what it made, to be built with more notes. */
async function copyProject(folder: string): Promise<string> {
  for (const name of await readdir(ROOT)) {
    if (['node_modules', 'dist', '.git', '.astro'].includes(name)) continue;
    await cp(join(ROOT, name), join(folder, name), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Notes once more under other names, in tracks of their own, until there are as many as wanted. Fewer it can't be: pages link. */
async function withPages(folder: string, pages: number): Promise<string> {
  const file = join(folder, 'src/content/tracks.yaml');
  const all = parse(await readFile(join(ROOT, 'src/content/tracks.yaml'), 'utf8')) as Track[];
  const tracks = [...all];
  let written = all.flatMap(({ notes }) => notes).length;
  for (let round = 1; written < pages; round++) {
    for (const track of all) {
      const notes: string[] = [];
      for (const id of track.notes) {
        if (written === pages) break;
        const [, name = ''] = id.split('/');
        const copy = `${track.id}-${round}/${name}`;
        const target = join(folder, 'src/content/notes', `${copy}.mdx`);
        await mkdir(dirname(target), { recursive: true });
        const text = await readFile(join(ROOT, 'src/content/notes', `${id}.mdx`), 'utf8');
        await writeFile(target, text.replace(/^title: (['"]?)/m, `title: $1${round} `));
        notes.push(copy);
        written++;
      }
      if (notes.length > 0) tracks.push({ ...track, id: `${track.id}-${round}`, notes });
    }
  }
  await writeFile(file, stringify(tracks));
  return folder;
}

interface Track {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly notes: string[];
}
