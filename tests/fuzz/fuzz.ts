/** npm run fuzz -- [--minutes N] [--seed N] [--only NAME]: looks for inputs that the host can't bear. Exit 1 if it finds one. */
import { parseArgs } from 'node:util';
import { PROPERTIES, search } from './properties.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const SLICE_MS = 10_000;
const end = performance.now() + Number(values.minutes) * 60_000;
const chosen = PROPERTIES.filter(({ name }) => values.only === undefined || name.includes(values.only));
const runs = new Map<string, number>();
let finds = 0;

/** A loop that never yields would leave no trace: the last seed stands on the terminal before each slice. */
for (let seed = Number(values.seed ?? Date.now() % 2 ** 31); performance.now() < end; seed++) {
  for (const property of chosen) {
    const left = end - performance.now();
    if (left <= 0) break;
    process.stdout.write(`${new Date().toISOString()} seed ${seed} ${property.name}\n`);
    const { runs: done, failure } = await search(property, { seed, milliseconds: Math.min(SLICE_MS, left) });
    runs.set(property.name, (runs.get(property.name) ?? 0) + done);
    if (failure === undefined) continue;
    finds++;
    process.stdout.write(`FIND ${property.name}\n${failure}\n`);
  }
}
for (const [name, count] of runs) process.stdout.write(`${name}: ${count} inputs\n`);
process.stdout.write(`${finds} finds\n`);
process.exit(finds > 0 ? 1 : 0);
