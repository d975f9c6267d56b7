// npm run try:note -- TRACK/SLUG: runs the blocks of a note as the build does, and prints what the page will show.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SnippetError } from '../src/lib/snippet/parse.ts';
import { readSnippets } from '../src/lib/snippet/read.ts';
import { runBlocks, type Start } from '../src/lib/snippet/run.ts';
import { readScenario } from '../src/lib/snippet/scenario.ts';

const [id = ''] = process.argv.slice(2);
const file = `src/content/notes/${id}.mdx`;

async function shown(): Promise<string> {
  const source = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
  const [, frontmatter = ''] = /^---\n([\s\S]*?)\n---/.exec(source) ?? [];
  const { images = [], files = {} } = parse(frontmatter) as Partial<Start>;
  const snippets = readSnippets(source, file);
  const scenario = snippets[0]?.scenario;
  const script = scenario === undefined ? {} : { script: await readScenario(scenario) };
  const blocks = await runBlocks({ snippets, file, start: { images, files }, ...script });
  return blocks
    .map(({ line, steps }) => {
      const lines = steps.flatMap(({ command, output }) => [`$ ${command}`, ...(output === '' ? [] : [output])]);
      return `── ${file}:${line}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

function refuse(reason: string): void {
  process.stderr.write(`try:note: ${reason}\n`);
  process.exitCode = 1;
}

if (id === '' || !existsSync(join(import.meta.dirname, '..', file))) {
  refuse(id === '' ? 'usage: npm run try:note -- TRACK/SLUG' : `${file} is not there`);
} else {
  try {
    process.stdout.write(await shown());
  } catch (error) {
    if (!(error instanceof SnippetError)) throw error;
    refuse(error.message);
  }
}
