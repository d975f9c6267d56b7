// npm run new:drill -- NAME "Title": a lab with every part it needs, to be filled in.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRILL_TOPICS } from '../src/lib/drills/levels.ts';

const ROOT = join(import.meta.dirname, '..');
const [name = '', title = ''] = process.argv.slice(2);
const TEMPLATE = `title: ${title}
# junior, mid or senior; topics stand in src/lib/drills/levels.ts
level: junior
topic: containers
story: >-
  What is there, and what it should be instead. Says the goal, not the way.
images: [nginx]
start: |
  docker run -d --name web nginx
checks:
  # A sentence, and a command that exits 0 where the sentence is so. It has to fail at the start, unless keeps: true.
  - says: The container web is stopped.
    run: test "$(docker inspect -f '{{.State.Running}}' web)" = false
hints:
  - A nudge.
  - More of it.
  - Nearly the answer.
solution:
  - docker stop web
wrong:
  # What looks right and must not pass.
  - - docker pause web
because: Why the solution is one, in two sentences.
par: 1
note: containers/list-stop-remove
`;

const file = join(ROOT, 'src/content/drills', `${name}.yaml`);
const refusal =
  !/^[a-z0-9-]+$/.test(name) || title === ''
    ? 'usage: npm run new:drill -- NAME "Title"'
    : existsSync(file)
      ? `${file} is there already`
      : undefined;
if (refusal !== undefined) {
  process.stderr.write(`new:drill: ${refusal}\n`);
  process.exitCode = 1;
} else {
  writeFileSync(file, TEMPLATE);
  process.stdout.write(`${file}\ntopics: ${DRILL_TOPICS.join(', ')}\nnpm run try:drill -- ${name} plays it\n`);
}
