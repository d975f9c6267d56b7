/** npm run bench [SECTION…]: measures in one run, prints tables, writes bench/results.md: the sections that ran anew, the others as they were. */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { referenceVersion } from './reference.ts';
import { circumstances, commit, type Section, table } from './report.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));
const reference = referenceVersion();
/** Each loads what it needs when its turn comes: the first one measures the memory of a whole process. */
const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  thousand: async () => (await import('./thousand.ts')).thousand(),
  commands: async () => (await import('./commands.ts')).commands(reference !== undefined),
  inputs: async () => (await import('./inputs.ts')).inputs(),
  growth: async () => (await import('./growth.ts')).growth(),
  browser: async () => (await import('./browser.ts')).browser(),
  starlight: async () => (await import('./starlight/starlight.ts')).starlight(),
  search: async () => (await import('./search.ts')).search(),
};

const wanted = process.argv.slice(2);
for (const name of wanted) if (!(name in SECTIONS)) throw new Error(`sections: ${Object.keys(SECTIONS).join(', ')}`);

const parts = new Map<string, string>();
if (wanted.length > 0) for (const [title, text] of sectionsOf(readFileSync(RESULTS, 'utf8'))) parts.set(title, text);
for (const [name, measure] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const section = await measure();
  const when = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const moment = `_Measured ${when} UTC at a load of ${loadavg()[0]?.toFixed(0)}, commit ${commit()}._`;
  const text = `## ${section.title}\n\n${section.about}\n${moment}\n\n${table(section)}`;
  process.stdout.write(`${text}\n\n`);
  parts.set(section.title, text);
}
const { format, resolveConfig } = await import('prettier');
const options = await resolveConfig(RESULTS);
const whole = [`# Bench\n\n${circumstances(reference)}`, ...parts.values()].join('\n\n');
writeFileSync(RESULTS, await format(`${whole}\n`, { ...options, filepath: RESULTS }));
process.exit(0);

/** Those that were measured before, by their titles. */
function sectionsOf(results: string): [title: string, text: string][] {
  const [, ...sections] = results.split(/^(?=## )/m);
  return sections.map((text) => [/^## (.*)$/m.exec(text)?.[1] ?? '', text.trim()]);
}
