import { decode, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/process.ts';
import { CATALOGUE, versionFor } from './catalogue.ts';

export interface Manifest {
  name?: string;
  version?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  type?: string;
}

/** What npm refuses; `lines` stand behind `npm error `. */
export class NpmFault extends Error {
  readonly lines: readonly string[];
  readonly status: number;

  constructor(lines: readonly string[], status = 1) {
    super(lines[0]);
    this.lines = lines;
    this.status = status;
  }
}

/** @throws {NpmFault} there is none, or it is no JSON */
export function readManifest(process: Process): Manifest {
  const path = `${process.cwd.replace(/\/$/, '')}/package.json`;
  let text: string;
  try {
    text = decode(process.fs.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const line = `ENOENT: no such file or directory, open '${path}'`;
    throw new NpmFault(
      [
        'code ENOENT',
        'syscall open',
        `path ${path}`,
        'errno -2',
        `enoent Could not read package.json: Error: ${line}`,
        'enoent This is related to npm not being able to find a file.',
        'enoent',
      ],
      254,
    );
  }
  try {
    return JSON.parse(text) as Manifest;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new NpmFault([
      'code EJSONPARSE',
      `JSON.parse Invalid package.json: JSONParseError: ${error.message}`,
      'JSON.parse Failed to parse JSON data.',
      'JSON.parse Note: package.json must be actual JSON, not just JavaScript.',
    ]);
  }
}

export const writeJson = (process: Process, path: string, value: unknown): void =>
  process.fs.writeFile(path, encode(`${JSON.stringify(value, undefined, 2)}\n`));

export interface Installed {
  readonly name: string;
  readonly version: string;
  /** It was asked for by name, not brought along. */
  readonly direct: boolean;
}

/** What a list of dependencies comes to. @throws {NpmFault} unknown, or no such version */
export function resolveAll(wanted: Readonly<Record<string, string>>): Installed[] {
  const found = new Map<string, Installed>();
  for (const [name, range] of Object.entries(wanted)) {
    const version = versionFor(name, range);
    if (CATALOGUE[name] === undefined)
      throw new NpmFault([
        `code E404`,
        `404 drydock: not simulated: the package '${name}' is not in the catalogue`,
        `404`,
        `404  It has: ${Object.keys(CATALOGUE).join(', ')}`,
      ]);
    if (version === undefined)
      throw new NpmFault([
        'code ETARGET',
        `notarget No matching version found for ${name}@${range}.`,
        'notarget In most cases you or one of your dependencies are requesting',
        "notarget a package version that doesn't exist.",
      ]);
    found.set(name, { name, version, direct: true });
  }
  for (const name of Object.keys(wanted)) {
    for (const brought of CATALOGUE[name]?.brings.split(' ').filter(Boolean) ?? []) {
      const [other = '', version = ''] = brought.split('@');
      if (!found.has(other)) found.set(other, { name: other, version, direct: false });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Octets that a package takes, so that layers have a weight. */
const SIZE = 24_000;

/** Writes node_modules. @returns how many packages are new */
export function writeModules(process: Process, packages: readonly Installed[]): number {
  const { fs } = process;
  const root = 'node_modules';
  if (!fs.exists(root)) fs.mkdir(root, { mode: 0o755 });
  let added = 0;
  for (const { name, version } of packages) {
    const folder = `${root}/${name}`;
    const manifest = `${folder}/package.json`;
    if (fs.exists(manifest) && (JSON.parse(decode(fs.readFile(manifest))) as Manifest).version === version) continue;
    if (!fs.exists(folder)) fs.mkdir(folder, { mode: 0o755 });
    writeJson(process, manifest, { name, version, main: 'index.js' });
    fs.writeFile(
      `${folder}/index.js`,
      encode(`// drydock package: ${name}\n${`${'/'.repeat(79)}\n`.repeat(SIZE / 80)}`),
    );
    added++;
  }
  return added;
}

/** The lock file's form since npm 7. */
export function lockOf(
  { name, version, dependencies, devDependencies }: Manifest,
  packages: readonly Installed[],
): unknown {
  return {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name, version, ...(dependencies && { dependencies }), ...(devDependencies && { devDependencies }) },
      ...Object.fromEntries(
        packages.map((one) => [
          `node_modules/${one.name}`,
          { version: one.version, resolved: `https://registry.npmjs.org/${one.name}/-/${one.name}-${one.version}.tgz` },
        ]),
      ),
    },
  };
}
