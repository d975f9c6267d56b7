import { globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

/** What builds keep in node_modules. */
const KEPT = ['.astro', '.cache', '.vite'];

/** Our site beside one of Starlight's defaults on the same notes: what a reader loads, what a build takes. */
export async function starlight(): Promise<Section> {
  const scratch = await mkdtemp(join(process.env['DRYDOCK_SCRATCH'] ?? tmpdir(), 'drydock-starlight-'));
  const rows: string[][] = [];
  /** A clean build finds nothing of one with fewer notes. */
  const keptOf = (copies: number): string => join(scratch, `kept-${copies}`);
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: run `npm run setup` first');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const own = join(scratch, 'own');
    const copy = await copyProject(join(scratch, 'project'));
    const first = await buildSite(copy, own, keptOf(0));
    const notes = readNotes(own);
    for (const size of SIZES) {
      const pages = Math.max(size, notes.length);
      await writeStarlight(notes, pages);
      await withPages(copy, pages);
      const theirs = await buildSite(FOLDER, join(FOLDER, 'dist'), scratch);
      // The first build was one of all notes, and clean.
      const copies = pages - notes.length;
      if (copies > 0) await rm(join(copy, 'node_modules/.astro'), { recursive: true, force: true });
      const clean = copies === 0 ? first : await buildSite(copy, own, keptOf(copies));
      const again = await buildSite(copy, own, keptOf(copies));
      const visits = [
        await visit(browser, own, `/notes/${NOTE}/`),
        await visit(browser, join(FOLDER, 'dist'), `/notes/${NOTE}/`),
      ] as const;
      const measured = [...visitRows(pages, ...visits), ...buildRows({ clean, again, theirs })];
      process.stderr.write(`${measured.map((cells) => cells.join('  ')).join('\n')}\n`);
      rows.push(...measured);
    }
  } finally {
    await browser.close();
    await rm(scratch, { recursive: true, force: true });
  }
  return {
    title: 'Beside plain Starlight',
    about: `The same notes in a site of Starlight's defaults (0.42.4, Astro 7.3.4); those beyond our own are copies under other names, in the same tracks. A page: the note “${NOTE}”, cold, gzip, no service worker, medians of five; LCP on a slow phone (a quarter of the CPU's speed, 150 ms, 1.6 Mbit/s). Our build runs every block of every note, copies too, on a simulated host of its own, and writes the other pages (errors, labs, commands, pictures …) as well. _Clean_: nothing kept from a build before; _again_: nothing has changed since. CPU time is that of all cores, memory the most that the build and its children had at a time.`,
    head: ['what', 'Drydock', 'Starlight', 'ours / theirs'],
    rows,
  };
}

function visitRows(pages: number, ours: Visit, theirs: Visit): string[][] {
  return [
    row(`**${pages} notes**: requests of a note`, ours.requests, theirs.requests),
    row('KiB of a note with all it loads', ours.bytes / 1024, theirs.bytes / 1024),
    row('LCP, ms', ours.lcp, theirs.lcp),
  ];
}

function buildRows({ clean, again, theirs }: Readonly<Record<'clean' | 'again' | 'theirs', Build>>): string[][] {
  return [
    row('clean build, s', clean.seconds, theirs.seconds),
    row('clean build, s of CPU', clean.cpuSeconds, theirs.cpuSeconds),
    row('clean build, MB', clean.megabytes, theirs.megabytes),
    row('build again, s', again.seconds, theirs.seconds),
    row('build again, s of CPU', again.cpuSeconds, theirs.cpuSeconds),
    row('build again, MB', again.megabytes, theirs.megabytes),
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
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(ROOT, 'node_modules'))) {
    if (KEPT.includes(name)) continue;
    await symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  return folder;
}

/** Notes once more under other names until there are as many as wanted. Fewer it can't be: pages link. */
async function withPages(folder: string, pages: number): Promise<void> {
  const all = parse(await readFile(join(ROOT, 'src/content/tracks.yaml'), 'utf8')) as Track[];
  const ids = all.flatMap(({ notes }) => notes);
  const copies: string[] = [];
  for (let written = ids.length; written < pages; written++) {
    const id = ids[written % ids.length] ?? '';
    const round = Math.floor(written / ids.length);
    const text = await readFile(join(ROOT, 'src/content/notes', `${id}.mdx`), 'utf8');
    const copy = `${id}-${round}`;
    await writeFile(
      join(folder, 'src/content/notes', `${copy}.mdx`),
      text.replace(/^title: (['"]?)/m, `title: $1${round} `),
    );
    copies.push(copy);
  }
  const tracks = all.map((track) => ({
    ...track,
    notes: [...track.notes, ...copies.filter((copy) => copy.startsWith(`${track.id}/`))],
  }));
  await writeFile(join(folder, 'src/content/tracks.yaml'), stringify(tracks));
}

interface Track {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly notes: string[];
}
