import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { imagesIn, snippetScenarios } from '../../src/lib/snippets.ts';
import type { Scenario, ScenarioStep } from '../../src/sandbox/runtimes/scenario.ts';

/** What runs on one host, from its start: a note's blocks, the proof of a question, a row of a cheat sheet, a drill. */
export type Page = Required<Omit<Scenario, 'registry'>> & { readonly about: string };

interface Start {
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}
interface Row {
  readonly command: string;
  readonly start?: string | undefined;
  readonly types?: string;
}
interface Sheet extends Start {
  readonly groups: readonly { readonly start?: string; readonly rows: readonly Row[] }[];
}
interface Topic extends Start {
  readonly entries: Readonly<Record<string, { readonly proof?: readonly string[] }>>;
}
interface Drill extends Start {
  readonly start?: string;
  readonly scenario?: string;
  readonly solution: readonly string[];
}

const ROOT = join(import.meta.dirname, '../..');
const CONTENT = join(ROOT, 'src/content');

/** All that can be run on the site, by page. Names: `notes/TRACK/NOTE`, `errors/ID`, `questions/TOPIC#ID`, `cheatsheets/SHEET#ROW`. */
export async function sitePages(): Promise<Page[]> {
  return [...(await snippetScenarios()), ...questions(), ...cheatSheets(), ...drills()];
}

/** The part of the site that a page is counted with: its track, or what kind of page it is. */
export const partOf = (name: string): string => /^(notes\/[^/]+|[^/]+)/.exec(name)?.[0] ?? name;

function questions(): Page[] {
  return read<Topic>('questions').flatMap(({ name, data }) =>
    Object.entries(data.entries).flatMap(
      ([id, { proof }]) =>
      proof === undefined ? [] : [page(`${name}#${id}`, data, proof.map((run) => ({ run })))], // prettier-ignore
    ),
  );
}

function cheatSheets(): Page[] {
  return read<Sheet>('cheatsheets').flatMap(({ name, data }) =>
    data.groups
      .flatMap(({ start, rows }) => rows.map((row) => ({ start, ...row })))
      .map((row, index) => page(`${name}#${index + 1}`, data, [...before(row.start), typed(row)])),
  );
}

function drills(): Page[] {
  return read<Drill>('drills').map(({ name, data }) => {
    const scenario = data.scenario === undefined ? [] : before(readScenario(data.scenario));
    return page(name, data, [...scenario, ...before(data.start), ...data.solution.map((run) => ({ run, wait: 2 }))]);
  });
}

const before = (start: string | undefined): ScenarioStep[] => (start === undefined ? [] : [{ run: start }]);

/** On a terminal only where a terminal is asked for: there a real engine draws its progress. */
function typed({ command, types }: Row): ScenarioStep {
  const terminal = types !== undefined || /\b(?:run|exec)\b.* -(?:it|ti|t)\b/.test(command);
  return { run: command, wait: 1, ...(terminal && { tty: true }), ...(types !== undefined && { stdin: types }) };
}

const readScenario = (name: string): string =>
  readFileSync(join(ROOT, `src/sandbox/host/scenarios/${name}.sh`), 'utf8');

function read<Data>(folder: string): { readonly name: string; readonly data: Data }[] {
  const files = globSync('*.yaml', { cwd: join(CONTENT, folder) }).sort();
  return files.map((file) => ({
    name: `${folder}/${file.replace(/\.yaml$/, '')}`,
    data: parse(readFileSync(join(CONTENT, folder, file), 'utf8')) as Data,
  }));
}

function page(name: string, { images = [], files = {} }: Start, steps: readonly ScenarioStep[]): Page {
  const all = [...new Set([...images, ...steps.flatMap(({ run }) => imagesIn(run))])];
  return { name, about: name, images: all, files, steps };
}
