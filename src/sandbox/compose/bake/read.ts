import type { BakeFile, ComposeReader } from '../../cli/bake/definition.ts';
import { UsageError } from '../../cli/errors.ts';
import type { Io } from '../../cli/io.ts';
import { decode } from '../../kernel/bytes.ts';
import { checkConsistency } from '../model/check.ts';
import { parseDotenv } from '../model/dotenv.ts';
import { ComposeError, YamlError } from '../model/error.ts';
import { absolutePath } from '../model/files.ts';
import { loadFiles } from '../model/load.ts';
import { normalize } from '../model/normalize.ts';
import type { Model } from '../model/service.ts';
import { isMap, type TreeMap } from '../model/tree.ts';
import { unsetWarning } from '../project-files.ts';
import { serviceTarget } from './target.ts';

/** What a build needs of a service. Nothing else is looked at, or checked. @see buildx bake/compose.go, loadComposeFiles */
const READ = ['image', 'build', 'environment', 'env_file'];

/** Reads Compose files as targets of a bake. */
export function composeReader(io: Io, warn: (text: string) => void): ComposeReader {
  const environment = environmentOf(io);
  const load = (files: readonly BakeFile[]): Model => {
    const lookup = (name: string) => environment.get(name);
    const home = environment.get('HOME') ?? '/root';
    const warned = (name: string) => warn(`WARNING: ${unsetWarning(name)}\n`);
    const texts = new Map(files.map(({ name, text }) => [pathOf(io, name), text]));
    const tree = loadFiles(
      {
        io,
        home,
        directory: io.fs.cwd,
        lookup,
        unset: warned,
        warn: () => undefined,
        interpolate: true,
        including: [],
        narrow,
        texts,
      },
      [...texts.keys()],
    );
    const name = environment.get('COMPOSE_PROJECT_NAME') ?? 'bake';
    const path = (one: string) => relative(absolutePath(one, io.fs.cwd, home), io.fs.cwd);
    return normalize(narrow(tree), { io, name, path, lookup, unset: warned, readEnvFiles: true, implied: false });
  };
  return {
    accepts: (file) => {
      try {
        load([file]);
        return true;
      } catch (error) {
        if (error instanceof ComposeError) return false;
        throw error;
      }
    },
    read: (files) => {
      // Each is read for itself first, so most of what is wrong is told without a word before it.
      for (const file of files) told('', () => load([file]), 'failed to parse : ');
      return told('failed to parse compose file: ', () => {
        const model = load(files);
        checkConsistency({ ...model, disabled: {} });
        const services = Object.values(model.services).filter(({ build }) => build !== undefined);
        const targets = services.map((service) => serviceTarget(service, model, environment));
        const names = targets.map(([name]) => name);
        return { targets: new Map(targets), groups: new Map([['default', { targets: names, description: '' }]]) };
      });
    },
  };
}

const pathOf = (io: Io, name: string): string => (name === '-' ? name : absolutePath(name, io.fs.cwd));

/** @throws {UsageError} in the words of a bake */
function told<Result>(prefix: string, read: () => Result, ofYaml = prefix): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    throw new UsageError(`${error instanceof YamlError ? ofYaml : prefix}${error.message}`);
  }
}

/** The shell's variables, then those of `.env` in this folder. */
function environmentOf(io: Io): ReadonlyMap<string, string> {
  const path = absolutePath('.env', io.fs.cwd);
  if (!io.fs.exists(path) || io.fs.isDirectory(path)) return io.env;
  const own = parseDotenv(decode(io.fs.readFile(path)), path, (name) => io.env.get(name));
  return new Map([...own, ...io.env]);
}

function narrow(tree: TreeMap): TreeMap {
  const { services, secrets } = tree;
  const kept = isMap(services)
    ? Object.fromEntries(
        Object.entries(services).map(([name, service]) => [
          name,
          isMap(service) ? Object.fromEntries(Object.entries(service).filter(([key]) => READ.includes(key))) : {},
        ]),
      )
    : undefined;
  return { ...(kept !== undefined && { services: kept }), ...(secrets !== undefined && { secrets }) };
}

/** A path below this folder is written from here on, as in the files. */
function relative(path: string, cwd: string): string {
  if (path === cwd) return '.';
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}
