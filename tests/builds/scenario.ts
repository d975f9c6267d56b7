import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A command, and what it prints on stdout; `…` stands for anything. */
export interface BuildStep {
  readonly run: string;
  readonly expected: string;
  readonly exit: number;
}

/** A folder of `cases`: its files, and what a reader would type there. */
export interface BuildCase {
  readonly name: string;
  readonly folder: string;
  readonly about: string;
  /** Images that are there before the first step. */
  readonly images: readonly string[];
  /** Only the stand-in images of the recordings have what it needs. */
  readonly onReference: boolean;
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly BuildStep[];
}

/** Files of a case that do not lie in its working directory. */
const OWN = new Set(['scenario.txt', 'recorded.json']);

/** The cases below a folder, by name. */
export function readCases(folder: string): readonly BuildCase[] {
  return readdirSync(folder)
    .sort()
    .map((name) => readCase(join(folder, name), name));
}

function readCase(folder: string, name: string): BuildCase {
  const text = readFileSync(join(folder, 'scenario.txt'), 'utf8');
  const [head = '', ...rest] = text.split('\n\n$ ');
  const [about = '', ...settings] = head.split('\n');
  const setting = (key: string) => settings.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
  return {
    name,
    folder,
    about,
    images: (setting('images') ?? 'busybox').split(' '),
    onReference: setting('registry') === 'reference',
    files: Object.fromEntries(filesBelow(folder, folder)),
    steps: `\n$ ${rest.join('\n\n$ ')}`.split('\n$ ').slice(1).map(readStep),
  };
}

function readStep(text: string): BuildStep {
  const [run = '', ...lines] = text.trimEnd().split('\n');
  const [, exit] = /^\[exit (\d+)\]$/.exec(lines.at(-1) ?? '') ?? [];
  const printed = exit === undefined ? lines : lines.slice(0, -1);
  return { run, expected: printed.map((line) => `${line}\n`).join(''), exit: Number(exit ?? 0) };
}

function* filesBelow(folder: string, top: string): Generator<[path: string, text: string]> {
  for (const entry of readdirSync(folder).sort()) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) yield* filesBelow(path, top);
    else if (folder !== top || !OWN.has(entry)) yield [relative(top, path), readFileSync(path, 'utf8')];
  }
}

/** Whether a text is as expected; trailing empty lines don't count. */
export function fits(expected: string, text: string): boolean {
  const source = expected
    .trimEnd()
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^]*');
  return new RegExp(`^${source}$`).test(text.trimEnd());
}
