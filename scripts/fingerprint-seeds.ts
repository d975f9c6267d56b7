// Writes tests/notes/seed-runs.txt from the sources of the notes, which are not part of the project:
//   node_modules/.bin/node scripts/fingerprint-seeds.ts ../shared/seeds
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, wordRuns } from '../tests/notes/word-runs.ts';

const folder = process.argv[2] ?? '../shared/seeds';
const runs = globSync('*.txt', { cwd: folder }).flatMap((name) => wordRuns(readFileSync(join(folder, name), 'utf8')));
const lines = [...new Set(runs.map(fingerprint))].sort();
writeFileSync(join(import.meta.dirname, '../tests/notes/seed-runs.txt'), `${lines.join('\n')}\n`);
process.stdout.write(`${lines.length} runs of ${folder}\n`);
