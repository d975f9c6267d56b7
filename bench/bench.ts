/** npm run bench [SECTION…]: measures in one run, prints tables, writes bench/results.md when all sections ran. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { referenceVersion } from './reference.ts';
import { circumstances, type Section, table } from './report.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));
const reference = referenceVersion();
/** Each loads what it needs when its turn comes: the first one measures the memory of a whole process. */
const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  thousand: async () => (await import('./thousand.ts')).thousand(),
  commands: async () => (await import('./commands.ts')).commands(reference !== undefined),
  inputs: async () => (await import('./inputs.ts')).inputs(),
  growth: async () => (await import('./growth.ts')).growth(),
  browser: async () => (await import('./browser.ts')).browser(),
};

const wanted = process.argv.slice(2);
for (const name of wanted) if (!(name in SECTIONS)) throw new Error(`sections: ${Object.keys(SECTIONS).join(', ')}`);

const parts = [`# Bench\n\n${circumstances(reference)}`];
for (const [name, measure] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const section = await measure();
  const text = `## ${section.title}\n\n${section.about}\n\n${table(section)}`;
  process.stdout.write(`${text}\n\n`);
  parts.push(text);
}
if (wanted.length === 0) {
  const { format, resolveConfig } = await import('prettier');
  const options = await resolveConfig(RESULTS);
  writeFileSync(RESULTS, await format(`${parts.join('\n\n')}\n`, { ...options, filepath: RESULTS }));
}
process.exit(0);
