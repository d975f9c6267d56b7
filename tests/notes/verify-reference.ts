// npm run verify:reference -- [PAGE…]
// Replays the runnable blocks of the pages whose name begins so (all without one) on a reference engine and on ours,
// and prints each step that differs. DRYDOCK_REFERENCE is the engine's folder; ../shared/reference-docker without it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { snippetScenarios } from '../../src/lib/snippets.ts';
import { replayAll } from '../../src/sandbox/runtimes/replay-pool.ts';
import { compareScenario } from '../transcripts/compare.mjs';
import type { Recording } from '../transcripts/recordings.ts';
import { missingImages, openReference, recordPage } from './reference.ts';

/** Steps that can't be the same, by page: the command and why. */
type Reasons = Readonly<Record<string, readonly { readonly run: string; readonly why: string }[]>>;

/** What no two machines agree on: dates, inode numbers of namespaces, numbers and names of links. */
const MASKS = [
  '\\d{4}[/-]\\d\\d[/-]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d',
  '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\\d+ +\\d\\d:\\d\\d',
  '(?<![0-9a-f:])\\d\\d:\\d\\d:\\d\\d(?![0-9a-f:])',
  '\\[40\\d{8}\\]',
  'veth[0-9a-f]{7}',
  '@if\\d+',
];

function masked(recording: Recording): Recording {
  const steps = recording.steps.map((step) => ({
    ...step,
    mask: [...(step.mask ?? []), ...MASKS],
    // Compose works on several things at once: no two runs print its progress in the same order.
    unordered: step.unordered === true || /docker compose/.test(step.run),
  }));
  return { ...recording, steps };
}

const root = join(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);
const reference = openReference(process.env['DRYDOCK_REFERENCE'] ?? join(root, '../shared/reference-docker'));
const reasons = (parse(readFileSync(join(import.meta.dirname, 'reference-differences.yaml'), 'utf8')) ?? {}) as Reasons;
const pages = (await snippetScenarios()).filter(
  ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);

const recordings: Recording[] = [];
for (const page of pages) {
  const missing = missingImages(page, reference);
  if (missing.length > 0) process.stdout.write(`── ${page.name}: the reference has no ${missing.join(', ')}\n`);
  else recordings.push(masked({ ...recordPage(page, reference), name: page.name }));
}

const count = { steps: 0, same: 0, explained: 0 };
await replayAll(recordings, (result, index) => {
  const recording = recordings[index] as Recording;
  const different = compareScenario(recording, result);
  count.steps += recording.steps.length;
  count.same += recording.steps.length - different.length;
  for (const { run, differs } of different) {
    const why = reasons[recording.name]?.find((reason) => reason.run === run)?.why;
    if (why !== undefined) count.explained += 1;
    process.stdout.write(`── ${recording.name}\n$ ${run}\n${why === undefined ? differs.join('\n') : `(${why})`}\n\n`);
  }
});
const { steps, same, explained } = count;
const share = steps === 0 ? 0 : (100 * same) / steps;
process.stdout.write(
  `${pages.length - recordings.length} of ${pages.length} pages can't be asked. ` +
    `${same} of ${steps} steps agree (${share.toFixed(1)} %); ${explained} differ for a reason named, ` +
    `${steps - same - explained} without one\n`,
);
process.exitCode = steps === same + explained ? 0 : 1;
