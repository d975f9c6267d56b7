import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { readSnippets } from './snippet/read.ts';
import { readScenario } from './snippet/scenario.ts';

const CONTENT = fileURLToPath(new URL('../content/', import.meta.url));

/** The runnable blocks of a page as a scenario, in the form of `tests/transcripts/recordings`. */
export interface SnippetScenario {
  readonly name: string;
  readonly about: string;
  readonly images: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run: string }[];
}

/** @returns one scenario a page that has runnable blocks, by name. */
export async function snippetScenarios(): Promise<SnippetScenario[]> {
  const paths = await Array.fromAsync(glob('{**/*.mdx,errors/*.yaml,corrections/*.yaml}', { cwd: CONTENT }));
  const scenarios = await Promise.all(
    paths.toSorted().map((path) => (path.endsWith('.yaml') ? readData(path) : readPage(path))),
  );
  return scenarios.filter((scenario) => scenario.steps.length > 0);
}

async function readPage(path: string): Promise<SnippetScenario> {
  const source = await readFile(join(CONTENT, path), 'utf8');
  const page = frontmatterOf(source);
  const snippets = readSnippets(source, join('src/content', path));
  const scenario = snippets[0]?.scenario;
  const before = scenario === undefined ? [] : [{ run: await readScenario(scenario) }];
  const steps = snippets.flatMap((snippet) => snippet.steps.map(({ command }) => ({ run: command })));
  return {
    name: path.replace(/\.mdx$/, ''),
    about: page.title ?? page.about ?? path,
    images: [...new Set([...(page.images ?? []), ...steps.flatMap(({ run }) => imagesIn(run))])],
    files: page.files ?? {},
    steps: [...before, ...steps],
  };
}

interface Data {
  readonly title: string;
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly make?: readonly string[];
  readonly repair?: readonly string[];
  readonly entries?: Readonly<Record<string, { readonly proof?: readonly string[] }>>;
}

/** An error's commands, or the proofs of a subject's corrections. */
async function readData(path: string): Promise<SnippetScenario> {
  const source = await readFile(join(CONTENT, path), 'utf8');
  const { title, images = [], files = {}, make = [], repair = [], entries = {} } = parse(source) as Data;
  const proofs = Object.entries(entries)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([, { proof = [] }]) => proof);
  const steps = [...make, ...repair, ...proofs].map((run) => ({ run }));
  return {
    name: path.replace(/\.yaml$/, ''),
    about: title,
    images: [...new Set([...images, ...steps.flatMap(({ run }) => imagesIn(run))])],
    files,
    steps,
  };
}

interface Frontmatter {
  readonly title?: string;
  readonly about?: string;
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

function frontmatterOf(source: string): Frontmatter {
  const text = /^---\n([\s\S]*?)\n---/.exec(source)?.[1] ?? '';
  return (parse(text) as Frontmatter | null) ?? {};
}

/** Repositories of the simulated Hub: a note that pulls one has it present where there is no Hub. */
const HUB =
  /^(hello-world|busybox|alpine|ubuntu|debian|nginx|httpd|redis|postgres|mysql|mongo|python|node|openjdk|jenkins|registry|traefik)(:[\w][\w.-]*)?$/;

/** @returns images that a command runs, creates or pulls. */
export function imagesIn(command: string): string[] {
  return command
    .split(/[;&|\n]|\$\(/)
    .filter((part) => /\bdocker (container |image )?(run|create|pull)\b/.test(part))
    .flatMap(
      (part) => part.split(/\s+/).find((word, index, words) => HUB.test(word) && words[index - 1] !== '--name') ?? [],
    );
}
