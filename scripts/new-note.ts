// npm run new:note -- TRACK/SLUG "Title": a note with its headings, listed in tracks.yaml.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

const CONTENT = join(import.meta.dirname, '../src/content');
const [id = '', title = ''] = process.argv.slice(2);
const TEMPLATE = `---
title: ${title}
summary: What the reader can do afterwards, in 40 to 160 characters; it is also the search result.
engine: '28.5'
images: [alpine]
terms: []
covers: []
sources:
  - https://docs.docker.com/
---

What it is, in one sentence, with **the one thing to remember** in bold. Why it exists, in the next.

\`\`\`console run
$ docker run --rm alpine echo running
\`\`\`

## How it works underneath

Show it: namespaces, cgroup files, overlay directories, addresses. A block whose last command fails says so:

\`\`\`console run exit=1
$ docker run --rm alpine false
\`\`\`

<Aside kind="trap">What people fall into.</Aside>

<Aside kind="interview">The one-minute answer.</Aside>

Next: [another note](/notes/containers/what-a-container-is/).
`;

const file = join(CONTENT, 'notes', `${id}.mdx`);
const tracksFile = join(CONTENT, 'tracks.yaml');
const tracks = parseDocument(readFileSync(tracksFile, 'utf8'));
const track = (tracks.contents as YAMLSeq<YAMLMap>).items.find((item) => item.get('id') === dirname(id));

const refusal = !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(id)
  ? 'usage: npm run new:note -- TRACK/SLUG "Title"'
  : track === undefined
    ? `src/content/tracks.yaml has no track ${dirname(id)}: add it there first`
    : existsSync(file)
      ? `${file} is there already`
      : undefined;
if (refusal !== undefined) {
  process.stderr.write(`new:note: ${refusal}\n`);
  process.exitCode = 1;
} else {
  (track?.get('notes') as YAMLSeq).add(id);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, TEMPLATE);
  writeFileSync(tracksFile, tracks.toString({ lineWidth: 0 }));
  process.stdout.write(
    `${file}\nlast of its track in src/content/tracks.yaml: move it where it belongs\nnpm run try:note -- ${id} runs its blocks, npm run dev shows it, /writing-notes/ says what it can hold\n`,
  );
}
