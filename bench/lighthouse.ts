/**
 * npm run lighthouse [PATH…]: Google's Lighthouse over one page of each kind of the built site, as a phone and as a
 * desktop. Prints the four scores and the audits below full marks; exit 1 where one is below 100.
 * Run `npm run build` first. Lighthouse itself (176 MB) is fetched on the first run, to ~/.cache/drydock-lighthouse.
 */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { findBrowser } from '../scripts/browser.mjs';
import { createServer } from '../scripts/static-server.mjs';
import { DIST } from '../tests/e2e/dist.ts';
import { withGzip } from './gzip.ts';
import { type Audit, type Device, openLighthouse, VERSION } from './lighthouse/program.ts';

/** One of each kind. */
const PAGES = [
  '/',
  '/notes/',
  '/notes/volumes/',
  '/notes/volumes/named-volumes/',
  '/notes/dockerfile/run/',
  '/cheatsheets/',
  '/cheatsheets/volumes/',
  '/commands/',
  '/commands/run/',
  '/errors/',
  '/errors/port-is-allocated/',
  '/interview/',
  '/interview/volumes/',
  '/interview/mock/',
  '/drills/',
  '/drills/port-taken/',
  '/glossary/',
  '/corrections/',
  '/corrections/volumes/',
  '/search/',
  '/explain/',
  '/playground/',
  '/playground/node/',
  '/cards/',
  '/cards/review/',
  '/cards/statistics/',
  '/progress/',
  '/changes/',
  '/fidelity/',
  '/writing-notes/',
  '/accessibility/',
  '/offline/',
];
const DEVICES: readonly Device[] = ['mobile', 'desktop'];
/** Of the speed, which other work on the machine moves, the median counts; the rest is the same each time. */
const TURNS = 3;

const paths = process.argv.slice(2);
const wanted = paths.length > 0 ? paths : PAGES;
const missing = wanted.filter((path) => !existsSync(join(DIST, path, 'index.html')));
if (missing.length > 0) throw new Error(`not in ${DIST}: ${missing.join(' ')} (run \`npm run build\` first)`);
const browser = findBrowser();
if (browser === undefined) throw new Error('no Chromium: run `npm run setup` first');

const server = withGzip(createServer(resolve(DIST)));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const lighthouse = await openLighthouse(browser);
process.stdout.write(`Lighthouse ${VERSION}: performance, accessibility, best practices, SEO\n\n`);

let below = 0;
for (const path of wanted) {
  for (const device of DEVICES) {
    const audit = await medianAudit(path, device);
    if (audit.scores.some((score) => score < 100)) below += 1;
    process.stdout.write(
      `${path.padEnd(34)} ${device.padEnd(8)} ${audit.scores.map((s) => `${s}`.padStart(4)).join('')}\n`,
    );
    for (const failed of audit.failed) process.stdout.write(`    ${failed}\n`);
  }
}
server.close();
server.closeAllConnections();
process.stdout.write(`\n${wanted.length * DEVICES.length} audits, ${below} below 100\n`);
process.exitCode = below === 0 ? 0 : 1;

/** The audit in the middle by its speed; one is enough where it is full marks. */
async function medianAudit(path: string, device: Device): Promise<Audit> {
  // A page may ask search engines to leave it out; Lighthouse takes that for a mistake.
  const isLeftOut = readFileSync(join(DIST, path, 'index.html'), 'utf8').includes(
    '<meta name="robots" content="noindex"',
  );
  const visit = (): Promise<Audit> => lighthouse.audit(`${site}${path}`, device, isLeftOut ? ['is-crawlable'] : []);
  const audits = [await visit()];
  const speed = ({ scores }: Audit): number => scores[0] ?? 0;
  while (audits.length < TURNS && audits.some((audit) => speed(audit) < 100)) audits.push(await visit());
  const middle = audits.toSorted((a, b) => speed(a) - speed(b))[Math.floor(audits.length / 2)];
  if (middle === undefined) throw new Error(`${path}: no audit`);
  return middle;
}
