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
import { mirroredImages } from '../../src/sandbox/registry/reference/data.ts';
import { replayAll } from '../../src/sandbox/runtimes/replay-pool.ts';
import { compareScenario } from '../transcripts/compare.mjs';
import type { Recording } from '../transcripts/recordings.ts';
import { lacksNodes, missingImages, openReference, versionOf } from './reference.ts';
import { type Page, partOf, sitePages } from './reference-pages.ts';
import { documentOf, type Explained } from './reference-document.ts';
import { recordAll } from './reference-recordings.ts';
import { masksOf } from './reference-masks.ts';
import { incomparable, type Machine, refused } from './reference-refused.ts';
import { oneShell } from './reference-shell.ts';
import { count, share, shareOfCompared, sum, type Tally, table } from './reference-tally.ts';

/** In place of a command: the page is about another machine than the reference, so nothing on it is compared. */
const EVERY = '*';

/**
 * A step that can't be the same: the command and why; `sometimes` when it happens to be, `cgroups` when only on a
 * machine with that version of control groups.
 */
interface Reason {
  readonly run: string;
  readonly why: string;
  readonly cgroups?: 1 | 2;
  readonly sometimes?: boolean;
}

const MIRROR = new Set(Object.keys(mirroredImages).flatMap((name) => [name, name.replace(/:latest$/, '')]));

function masked(recording: Recording): Recording {
  const steps = recording.steps.map((step) => ({
    ...step,
    mask: [...(step.mask ?? []), ...masksOf(step.run)],
    // Compose works on several things at once, pull and push on several layers: no two runs print alike.
    // The build cache is told by size and, of the same size, by ids, which are drawn at random.
    unordered:
      step.unordered === true || /docker (compose|pull|push|buildx du|builder prune|buildx prune)/.test(step.run),
  }));
  // Where our copy of the mirror lacks an image, from our Hub; the contents of the two differ.
  const isMirrored = (recording.images ?? []).every((image) => MIRROR.has(image));
  const registry = isMirrored ? 'reference' : 'hub';
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

/** The page without the steps that a machine must not be asked, as one shell. */
function prepare(page: Page, machine: Machine): Page {
  const steps = page.steps.filter(({ run }) => refused(run, machine) === undefined);
  const shared = oneShell({ ...page, steps });
  for (const [run, text] of shared.typed) typed.set(run, text);
  return shared.page;
}

/** Whether the engine has all images of a page. */
function hasImages(page: Page): boolean {
  const missing = missingImages(page, reference as typeof reference & object);
  if (missing.length === 0) return true;
  unasked.push(`${page.name}, ${page.steps.length} steps: the reference has no ${missing.join(', ')}`);
  note(page.name, 'unasked', page.steps.length);
  return false;
}

const pages = (await sitePages()).filter(
  ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);
const askedPages = pages.filter(hasImages);
const answers = await recordAll(askedPages, options.offline ? [] : references, prepare, options.keep, (line) =>
  process.stderr.write(`${line}\n`),
);
const recordings = answers.map(({ recording }) => masked(recording));
const machines = new Map(answers.map(({ recording, machine }) => [recording.name, machine]));
for (const { name, steps } of askedPages) {
  const machine = machines.get(name);
  if (machine === undefined) continue;
  for (const { run } of steps) {
    const why = refused(run, machine);
    if (why === undefined) continue;
    unasked.push(`${name}, \`${run}\`: ${why}`);
    note(name, 'unasked');
  }
}

// There are pages of which no answer is kept: without an engine, and about machines that no engine has beside it.
const answered = new Set(recordings.map(({ name }) => name));
const left = askedPages.filter(({ name }) => !answered.has(name));
const alone = options.offline ? [] : left.filter((page) => references.every((one) => lacksNodes(page, one)));
for (const { name, steps } of alone) {
  unasked.push(`${name}, ${steps.length} steps: the reference is one machine, without the other nodes of a swarm`);
  note(name, 'unasked', steps.length);
}
for (const [part, some] of Map.groupBy(
  left.filter((page) => !alone.includes(page)),
  ({ name }) => partOf(name),
)) {
  unasked.push(`${part}, ${some.length} pages: not asked on this run`);
  for (const { name, steps } of some) note(name, 'unasked', steps.length);
}

const stale: string[] = [];
await replayAll(recordings, (result, index) => {
  const recording = recordings[index] as Recording;
  const machine = machines.get(recording.name) as Machine;
  const named = (reasons[recording.name] ?? []).filter(({ cgroups = machine.cgroups }) => cgroups === machine.cgroups);
  const different = new Set<string>();
  for (const [at, step] of recording.steps.entries()) {
    const run = typed.get(step.run) ?? step.run;
    const unlike = named.find((reason) => reason.run === EVERY)?.why ?? incomparable(run, machine);
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
    if (incomparable(run, machine) !== undefined) {
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
    documentOf({ parts: ordered, explained, unasked, machines, engine, date: new Date().toISOString().slice(0, 10) }),
  );
}
process.exitCode = all.differs === 0 && stale.length === 0 ? 0 : 1;
