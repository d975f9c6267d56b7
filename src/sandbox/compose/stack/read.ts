import { readInput } from '../../cli/input-stream.ts';
import { UsageError } from '../../cli/errors.ts';
import type { Io } from '../../cli/io.ts';
import { decode } from '../../kernel/bytes.ts';
import { ComposeError } from '../model/error.ts';
import { absolutePath, directoryOf } from '../model/files.ts';
import { loadFiles } from '../model/load.ts';
import { normalize } from '../model/normalize.ts';
import type { Model } from '../model/service.ts';
import { isMap, type TreeMap } from '../model/tree.ts';
import { parseYaml } from '../model/yaml.ts';
import { checkStackFile } from './schema.ts';

export interface StackFiles {
  readonly model: Model;
  /** The merged files, before short forms are made long. */
  readonly tree: TreeMap;
}

/** Reads what `--compose-file` names. @throws {UsageError} `Specify a Compose file (with --compose-file)`, `open x: no such file or directory` */
export async function readStack(io: Io, files: readonly string[], stack: string): Promise<StackFiles> {
  if (files.length === 0) throw new UsageError('Specify a Compose file (with --compose-file)');
  const directory = directoryOf(absolutePath(files[0] === '-' ? './x' : (files[0] ?? ''), io.fs.cwd));
  const stdin = files.includes('-') ? decode(await readInput(io)) : undefined;
  const lookup = (name: string) => io.env.get(name);
  const unset = () => {};
  const paths = files.map((file) => (file === '-' ? file : absolutePath(file, io.fs.cwd)));
  for (const [index, path] of paths.entries()) {
    if (path !== '-' && !io.fs.exists(path)) throw new UsageError(`open ${files[index]}: no such file or directory`);
    checkFile(path === '-' ? (stdin ?? '') : decode(io.fs.readFile(path)), path);
  }
  try {
    const tree = loadFiles(
      {
        io,
        home: io.env.get('HOME') ?? '/root',
        directory,
        lookup,
        unset,
        warn: unset,
        interpolate: true,
        including: [],
        ...(stdin !== undefined && { stdin }),
      },
      paths,
    );
    const path = (one: string) => absolutePath(one, directory);
    return { tree, model: normalize(tree, { io, name: stack, path, lookup, unset, readEnvFiles: true }) };
  } catch (error) {
    if (error instanceof ComposeError) throw new UsageError(error.message);
    throw error;
  }
}

function checkFile(text: string, file: string): void {
  let documents;
  try {
    documents = parseYaml(text, file);
  } catch (error) {
    if (error instanceof ComposeError) throw new UsageError(error.message);
    throw error;
  }
  checkStackFile(documents[0]?.tree);
}

const UNSUPPORTED =
  'build cgroupns_mode cgroup_parent devices domainname external_links ipc links mac_address network_mode pid privileged restart security_opt shm_size userns_mode'.split(
    ' ',
  );
const DEPRECATED: Readonly<Record<string, string>> = {
  container_name: 'Setting the container name is not supported.',
  expose:
    "Exposing ports is unnecessary - services on the same network can access each other's containers on any port.",
};

/** What a stack leaves out of its files, as docker says it. */
export function ignoredOptions(tree: TreeMap): string {
  const services = isMap(tree['services']) ? Object.values(tree['services']).filter(isMap) : [];
  const used = (name: string) => services.some((service) => name in service);
  const unsupported = UNSUPPORTED.filter(used);
  const deprecated = Object.entries(DEPRECATED).filter(([name]) => used(name));
  const lines = deprecated.map(([name, why]) => `${name}: ${why}`).join('\n');
  return [
    ...(unsupported.length > 0 ? [`Ignoring unsupported options: ${unsupported.join(', ')}\n\n`] : []),
    ...(deprecated.length > 0 ? [`Ignoring deprecated options:\n\n${lines}\n\n`] : []),
  ].join('');
}
