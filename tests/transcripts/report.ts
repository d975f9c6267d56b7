// npm run transcripts -- [--diff] [--raise] [NAME…]
// Replays the recordings whose name begins with a NAME (all without one) and prints the table;
// --diff prints each step that differs, --raise rewrites the floor.
import { parseArgs } from 'node:util';
import { raiseFloor, readFloor } from './floor.ts';
import { readRecordings } from './recordings.ts';
import { score, table } from './score.ts';

const { values, positionals } = parseArgs({
  options: { diff: { type: 'boolean', default: false }, raise: { type: 'boolean', default: false } },
  allowPositionals: true,
});

if (values.raise && positionals.length > 0) {
  process.stderr.write('transcripts: --raise wants all recordings: leave the names out\n');
  process.exit(1);
}
const recordings = readRecordings().filter(
  ({ name }) => positionals.length === 0 || positionals.some((start) => name.startsWith(start)),
);
if (recordings.length === 0) {
  process.stderr.write(`transcripts: no recording's name begins with ${positionals.join(' or ')}\n`);
  process.exit(1);
}
const result = await score(recordings);
if (values.diff) {
  for (const { name, run, differs } of result.differences) {
    process.stdout.write(`── ${name}\n$ ${run}\n${differs.join('\n')}\n\n`);
  }
}
process.stdout.write(table(result));
if (result.errors > 0) process.stdout.write(`${result.errors} steps ended in a failure of the simulator\n`);
if (values.raise) {
  const floor = readFloor();
  const raised = raiseFloor(floor, result);
  process.stdout.write(
    raised.length === 0 ? 'the floor is as high as it was\n' : `the floor rises: ${raised.join(', ')}\n`,
  );
}
