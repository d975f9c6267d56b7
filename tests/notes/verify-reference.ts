// npm run verify:reference -- [--write] [--keep FOLDER] [PAGE…]
// Replays what can be run on the pages whose name begins so (the whole site without one) on a reference engine and on
// ours; prints each step that differs, and how many agree, by part of the site. --write puts the numbers into
// docs/verify-reference.md. --keep has the engine's answers in a folder and asks again only for pages that changed.
// --offline asks no engine and counts only pages that are kept.
// DRYDOCK_REFERENCE is the engine's folder, or several with `:` between; ../shared/reference-docker without it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { recordedImages } from '../../src/sandbox/registry/reference/data.ts';
import { replayAll } from '../../src/sandbox/runtimes/replay-pool.ts';
import { compareScenario } from '../transcripts/compare.mjs';
import type { Recording } from '../transcripts/recordings.ts';
import { missingImages, openReference, versionOf } from './reference.ts';
import { type Page, partOf, sitePages } from './reference-pages.ts';
import { documentOf, type Explained } from './reference-document.ts';
import { recordAll } from './reference-recordings.ts';
import { masksOf } from './reference-masks.ts';
import { incomparable, refused } from './reference-refused.ts';
import { oneShell } from './reference-shell.ts';
import { count, share, shareOfCompared, sum, type Tally, table } from './reference-tally.ts';

/** In place of a command: the page is about another machine than the reference, so nothing on it is compared. */
const EVERY = '*';

/** A step that can't be the same: the command and why; `sometimes` when it happens to be. */
interface Reason {
  readonly run: string;
  readonly why: string;
  readonly sometimes?: boolean;
}

const MIRROR = new Set(Object.keys(recordedImages).flatMap((name) => [name, name.replace(/:latest$/, '')]));

function masked(recording: Recording): Recording {
  const steps = recording.steps.map((step) => ({
    ...step,
    mask: [...(step.mask ?? []), ...masksOf(step.run)],
    // Compose works on several things at once, pull and push on several layers: no two runs print alike.
    unordered: step.unordered === true || /docker (compose|pull|push)/.test(step.run),
  }));
  // Where our copy of the mirror lacks an image, from our Hub; the contents of the two differ.
  const registry = (recording.images ?? []).every((image) => MIRROR.has(image)) ? 'reference' : 'hub';
  return { ...recording, registry, steps };
}

const root = join(import.meta.dirname, '../..');
const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    keep: { type: 'string' },
    offline: { type: 'boolean', default: false },
  },
});
const folders = process.env['DRYDOCK_REFERENCE'] ?? join(root, '../shared/reference-docker');
const references = folders.split(':').map((folder) => openReference(folder));
const [reference] = references;
if (reference === undefined) throw new Error('DRYDOCK_REFERENCE names no folder');
const reasons = (parse(readFileSync(join(import.meta.dirname, 'reference-differences.yaml'), 'utf8')) ??
  {}) as Readonly<Record<string, readonly Reason[]>>;

const parts = new Map<string, Tally>();
const note = (name: string, ...what: [Parameters<typeof count>[1], number?]) =>
  parts.set(partOf(name), count(parts.get(partOf(name)), ...what));
const print = (text: string) => process.stdout.write(`${text}\n`);
const unasked: string[] = [];
const explained: Explained[] = [];
/** What a page says, by what is run of it. */
const typed = new Map<string, string>();

/** The page without the steps that the engine must not be asked; undefined when it lacks an image. */
function asked(page: Page): Page | undefined {
  const missing = missingImages(page, reference as typeof reference & object);
  if (missing.length > 0) {
    unasked.push(`${page.name}, ${page.steps.length} steps: the reference has no ${missing.join(', ')}`);
    note(page.name, 'unasked', page.steps.length);
    return undefined;
  }
  const steps = page.steps.filter(({ run }) => {
    const why = refused(run);
    if (why !== undefined) {
      unasked.push(`${page.name}, \`${run}\`: ${why}`);
      note(page.name, 'unasked');
    }
    return why === undefined;
  });
  const shared = oneShell({ ...page, steps });
  for (const [run, text] of shared.typed) typed.set(run, text);
  return shared.page;
}

const pages = (await sitePages()).filter(
  ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);
const askedPages = pages.map(asked).filter((page) => page !== undefined);
const recordings = (
  await recordAll(askedPages, options.offline ? [] : references, options.keep, (line) =>
    process.stderr.write(`${line}\n`),
  )
).map(masked);

// Without an engine there are pages of which no answer is kept.
const answered = new Set(recordings.map(({ name }) => name));
const left = askedPages.filter(({ name }) => !answered.has(name));
for (const [part, some] of Map.groupBy(left, ({ name }) => partOf(name))) {
  unasked.push(`${part}, ${some.length} pages: not asked on this run`);
  for (const { name, steps } of some) note(name, 'unasked', steps.length);
}

const stale: string[] = [];
await replayAll(recordings, (result, index) => {
  const recording = recordings[index] as Recording;
  const named = reasons[recording.name] ?? [];
  const different = new Set<string>();
  for (const [at, step] of recording.steps.entries()) {
    const run = typed.get(step.run) ?? step.run;
    const unlike = named.find((reason) => reason.run === EVERY)?.why ?? incomparable(run);
    if (unlike !== undefined) {
      unasked.push(`${recording.name}, \`${run}\`: ${unlike}`);
      note(recording.name, 'unasked');
      continue;
    }
    const [{ differs } = {}] = compareScenario(
      { ...recording, steps: [step] },
      { ...result, steps: result.steps.slice(at, at + 1) },
    );
    if (differs !== undefined) different.add(run);
    const why = named.find((reason) => reason.run === run)?.why;
    note(recording.name, differs === undefined ? 'agrees' : why === undefined ? 'differs' : 'reason');
    if (differs !== undefined && why !== undefined) explained.push({ page: recording.name, run, why });
    if (differs !== undefined)
      print(`── ${recording.name}\n$ ${run}\n${why === undefined ? differs.join('\n') : `(${why})`}\n`);
  }
  for (const { run, sometimes = false } of named) {
    if (run === EVERY) continue;
    if (incomparable(run) !== undefined) {
      stale.push(`${recording.name}: not comparable in any case: ${run}`);
      continue;
    }
    if (!recording.steps.some((step) => typed.get(step.run) === run))
      stale.push(`${recording.name}: no such step: ${run}`);
    else if (!different.has(run) && !sometimes) stale.push(`${recording.name}: agrees now: ${run}`);
  }
});
for (const name of Object.keys(reasons).filter(
  (page) => wanted.length === 0 && !pages.some((one) => one.name === page),
))
  stale.push(`${name}: no such page`);

if (unasked.length > 0) print(`Not asked:\n${unasked.join('\n')}\n`);
if (stale.length > 0) print(`Reasons that are not needed:\n${stale.join('\n')}\n`);
const ordered = new Map([...parts].toSorted(([a], [b]) => a.localeCompare(b)));
const all = sum(ordered.values());
print(
  `${table(ordered)}\n\n${share(all)} of the steps agree, ${shareOfCompared(all)} of those compared; ${all.differs} differ without a reason`,
);
if (options.write && wanted.length === 0) {
  const engine = await versionOf(reference);
  writeFileSync(
    join(root, 'docs/verify-reference.md'),
    documentOf({ parts: ordered, explained, unasked, engine, date: new Date().toISOString().slice(0, 10) }),
  );
}
process.exitCode = all.differs === 0 && stale.length === 0 ? 0 : 1;
