/** npm run bench [SECTION…]: measures in one run, prints tables, writes bench/results.md when all sections ran. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { commands } from './commands.ts';
import { growth } from './growth.ts';
import { inputs } from './inputs.ts';
import { referenceVersion } from './reference.ts';
import { circumstances, type Section, table } from './report.ts';
import { thousand } from './thousand.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));
const reference = referenceVersion();
const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  thousand,
  commands: () => commands(reference !== undefined),
  inputs,
  growth,
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
  const options = await resolveConfig(RESULTS);
  writeFileSync(RESULTS, await format(`${parts.join('\n\n')}\n`, { ...options, filepath: RESULTS }));
}
process.exit(0);
