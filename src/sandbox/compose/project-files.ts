import type { Io } from '../cli/io.ts';
import { parseDotenv } from './model/dotenv.ts';
import { ComposeError } from './model/error.ts';
import { isOn, warn } from './log.ts';
import { absolutePath, directoryOf, readText } from './model/files.ts';
import type { Lookup } from './model/template.ts';
import { substitute } from './model/template.ts';
import { isMap } from './model/tree.ts';
import { parseYaml } from './model/yaml.ts';
import type { RootFlags } from './root.ts';

const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yaml',
  'compose.override.yml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

export const noConfiguration = () => new ComposeError('no configuration file provided: not found');

export interface Found {
  readonly files: readonly string[];
  readonly directory: string;
}

/** The files of `-f`, of COMPOSE_FILE, or those with a usual name here or in a directory above. */
export function findFiles(io: Io, flags: RootFlags, warnings: string[]): Found | undefined {
  const own = flags['project-directory'] || flags.workdir;
  const separator = io.env.get('COMPOSE_PATH_SEPARATOR') || ':';
  const given =
    flags.file.length > 0 ? flags.file : (io.env.get('COMPOSE_FILE')?.split(separator).filter(Boolean) ?? []);
  const base = own === '' ? undefined : absolutePath(own, io.fs.cwd);
  if (given.length > 0) {
    const files = given.map((file) => (file === '-' ? '-' : absolutePath(file, io.fs.cwd)));
    const missing = flags.file.length > 0 ? undefined : files.find((file) => file !== '-' && !io.fs.exists(file));
    if (missing !== undefined) throw new ComposeError(`stat ${missing}: no such file or directory`);
    const [first = '-'] = files;
    return { files, directory: base ?? (first === '-' ? io.fs.cwd : directoryOf(first)) };
  }
  for (let directory = base ?? io.fs.cwd; ; directory = directoryOf(directory)) {
    const at = directory === '/' ? '' : directory;
    const found = FILES.map((name) => `${at}/${name}`).filter((path) => io.fs.exists(path));
    const [first] = found;
    if (first !== undefined) {
      if (found.length > 1) {
        warnings.push(`Found multiple config files with supported names: ${found.join(', ')}`, `Using ${first}`);
      }
      const override = OVERRIDES.map((name) => `${at}/${name}`).find((path) => io.fs.exists(path));
      return { files: override === undefined ? [first] : [first, override], directory: base ?? directory };
    }
    if (directory === '/') return undefined;
  }
}

/** The variables of a command, with those of its .env files that are for Compose itself. @see docker/compose cmd/compose/compose.go, setEnvWithDotEnv */
export async function withOwnVariables(io: Io, flags: RootFlags): Promise<Io> {
  const own = flags['project-directory'] || flags.workdir;
  const [first = '-'] = flags.file;
  const directory =
    own !== '' ? absolutePath(own, io.fs.cwd) : first === '-' ? io.fs.cwd : directoryOf(absolutePath(first, io.fs.cwd));
  const warnings: string[] = [];
  try {
    const found = readEnvironment(io, flags, directory, warnings);
    for (const message of warnings) await warn(io, message);
    return { ...io, env: new Map([...[...found].filter(([name]) => name.startsWith('COMPOSE_')), ...io.env]) };
  } catch (error) {
    // Whoever reads the project's files says what is wrong.
    if (error instanceof ComposeError) return io;
    throw error;
  }
}

/** The shell's variables, then those of `.env` or `--env-file`. */
export function readEnvironment(io: Io, flags: RootFlags, directory: string, warnings: string[]): Map<string, string> {
  const values = new Map(io.env);
  const given = flags['env-file'].length > 0 ? flags['env-file'] : (io.env.get('COMPOSE_ENV_FILES')?.split(',') ?? []);
  const files = given.map((file) => absolutePath(file, io.fs.cwd));
  const missing = files.find((file) => !io.fs.exists(file));
  if (missing !== undefined) throw new ComposeError(`couldn't find env file: ${missing}`);
  const usual = `${directory === '/' ? '' : directory}/.env`;
  const isWanted = !isOn(io, 'COMPOSE_DISABLE_ENV_FILE');
  if (files.length === 0 && isWanted && io.fs.exists(usual) && !io.fs.isDirectory(usual)) files.push(usual);
  const own = new Map<string, string>();
  for (const file of files) {
    const lookup = (name: string) => io.env.get(name);
    // Compose reads these files twice.
    const unset = (name: string) => warnings.push(unsetWarning(name), unsetWarning(name));
    for (const [name, value] of parseDotenv(readText(io, file), file, lookup, unset, own)) own.set(name, value);
  }
  for (const [name, value] of own) if (!values.has(name)) values.set(name, value);
  return values;
}

export const unsetWarning = (name: string) => `The "${name}" variable is not set. Defaulting to a blank string.`;

/** `name:` of the last file that has one; it may hold variables of its own. */
export function nameInFiles(
  io: Io,
  { files }: Found,
  stdin: string | undefined,
  lookup: Lookup | undefined,
): string | undefined {
  let name: string | undefined;
  for (const file of files) {
    for (const { tree } of parseYaml(file === '-' ? (stdin ?? '') : readText(io, file), file)) {
      if (isMap(tree) && typeof tree['name'] === 'string') name = tree['name'];
    }
  }
  return name === undefined || lookup === undefined ? name : substitute(name, lookup, () => {});
}
