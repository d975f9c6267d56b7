import { readInput } from '../cli/input-stream.ts';
import type { Io } from '../cli/io.ts';
import { decode } from '../kernel/bytes.ts';
import { checkConsistency } from './model/check.ts';
import { ComposeError } from './model/error.ts';
import { absolutePath } from './model/files.ts';
import { loadFiles } from './model/load.ts';
import { normalize } from './model/normalize.ts';
import type { Model, Service } from './model/service.ts';
import type { TreeMap } from './model/tree.ts';
import type { Found } from './project-files.ts';
import { findFiles, nameInFiles, noConfiguration, readEnvironment, unsetWarning } from './project-files.ts';
import type { RootFlags } from './root.ts';
import { warn } from './log.ts';

/** What the files and the options make: the services that are wanted. */
export interface Project extends Model {
  /** Services whose profile isn't chosen. */
  readonly disabled: Readonly<Record<string, Service>>;
  /** Every service of the files, wanted or not. */
  readonly known: ReadonlySet<string>;
  readonly directory: string;
  readonly files: readonly string[];
  /** Variables that the files may use. */
  readonly environment: ReadonlyMap<string, string>;
  /** The merged files, before short forms are made long. */
  readonly tree: TreeMap;
  readonly profiles: readonly string[];
}

export interface ProjectOptions {
  /** Named on the command line: their profiles count as chosen. */
  readonly services?: readonly string[];
  readonly interpolate?: boolean;
  readonly readEnvFiles?: boolean;
  /** False: `config --no-path-resolution`. */
  readonly resolvePaths?: boolean;
  /** False: `config --no-normalize`. */
  readonly normalize?: boolean;
  readonly check?: boolean;
  /** Keeps networks and volumes that no service uses. */
  readonly allResources?: boolean;
}

/** Lower case, without what a name can't have. */
const normalizeName = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, '')
    .replace(/^[-_]+/, '');

function checkName(name: string): string {
  if (/^[a-z0-9][a-z0-9_-]*$/.test(name)) return name;
  throw new ComposeError(
    `invalid project name ${JSON.stringify(name)}: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`,
  );
}

/** @throws {ComposeError} of COMPOSE_PARALLEL_LIMIT that is no number */
function checkParallel(io: Io): void {
  const limit = io.env.get('COMPOSE_PARALLEL_LIMIT') ?? '';
  if (limit === '' || /^[-+]?\d+$/.test(limit)) return;
  throw new ComposeError(`COMPOSE_PARALLEL_LIMIT must be an integer (found: ${JSON.stringify(limit)})`);
}

/** The project of this directory and these options. Warnings go to stderr, also before a failure. */
export async function loadProject(io: Io, flags: RootFlags, options: ProjectOptions): Promise<Project> {
  const warnings: string[] = [];
  checkParallel(io);
  const flush = async () => {
    for (const message of warnings.splice(0)) await warn(io, message);
  };
  try {
    const found = findFiles(io, flags, warnings);
    if (found === undefined) throw noConfiguration();
    const stdin = found.files.includes('-') ? decode(await readInput(io)) : undefined;
    return read(io, flags, found, options, warnings, stdin);
  } finally {
    await flush();
  }
}

function read(
  io: Io,
  flags: RootFlags,
  found: Found,
  options: ProjectOptions,
  warnings: string[],
  stdin: string | undefined,
): Project {
  const { files, directory } = found;
  const environment = readEnvironment(io, flags, directory, warnings);
  const given = flags['project-name'] || environment.get('COMPOSE_PROJECT_NAME');
  const usual =
    nameInFiles(
      io,
      found,
      stdin,
      options.interpolate === false ? undefined : (variable) => environment.get(variable),
    ) ?? directory.slice(directory.lastIndexOf('/') + 1);
  const name = given === undefined || given === '' ? normalizeName(usual) : checkName(given);
  if (name === '') throw new ComposeError('project name must not be empty');
  environment.set('COMPOSE_PROJECT_NAME', name);
  const home = environment.get('HOME') ?? '/root';
  const lookup = (variable: string) => environment.get(variable);
  const unset = (variable: string) => warnings.push(unsetWarning(variable));
  const tree = loadFiles(
    {
      io,
      home,
      directory,
      lookup,
      unset,
      warn: (message) => warnings.push(message),
      interpolate: options.interpolate !== false,
      including: [],
      ...(stdin !== undefined && { stdin }),
    },
    files,
  );
  const path = (one: string) => absolutePath(one, directory, home);
  const model = normalize(tree, {
    io,
    name,
    path,
    lookup,
    unset,
    readEnvFiles: options.readEnvFiles !== false,
    implied: options.normalize !== false,
    resolvePaths: options.resolvePaths !== false,
    lenient: options.interpolate === false,
  });
  const profiles = [...flags.profile, ...(environment.get('COMPOSE_PROFILES')?.split(',').filter(Boolean) ?? [])];
  // Services that only their being named brings in are not checked.
  if (options.check !== false) checkConsistency(withProfiles(model, profiles, []));
  const split = withProfiles(model, profiles, options.services ?? []);
  const keepAll = options.allResources === true || flags['all-resources'];
  const kept = keepAll ? split : { ...split, ...usedResources(split) };
  return { ...kept, known: new Set(Object.keys(model.services)), directory, files, environment, tree, profiles };
}

/** Without a chosen profile of theirs services stay away, unless they are named. */
function withProfiles(model: Model, profiles: readonly string[], named: readonly string[]) {
  const chosen = new Set([...profiles, ...named.flatMap((name) => model.services[name]?.profiles ?? [])]);
  const isEnabled = ({ profiles: own = [] }: Service) =>
    own.length === 0 || chosen.has('*') || own.some((profile) => chosen.has(profile));
  const entries = Object.entries(model.services);
  return {
    ...model,
    services: Object.fromEntries(entries.filter(([, service]) => isEnabled(service))),
    disabled: Object.fromEntries(entries.filter(([, service]) => !isEnabled(service))),
  };
}

function usedResources(model: Model): Pick<Model, 'networks' | 'volumes' | 'configs' | 'secrets' | 'models'> {
  const services = Object.values(model.services);
  const pick = <T>(map: Readonly<Record<string, T>>, used: (service: Service) => readonly (string | undefined)[]) => {
    const names = new Set(services.flatMap(used));
    return Object.fromEntries(Object.entries(map).filter(([name]) => names.has(name)));
  };
  return {
    networks: pick(model.networks, (one) => Object.keys(one.networks ?? {})),
    volumes: pick(model.volumes, (one) =>
      (one.volumes ?? []).map(({ type, source }) => (type === 'volume' ? source : undefined)),
    ),
    models: pick(model.models, (one) => Object.keys(one.models ?? {})),
    configs: pick(model.configs, (one) => (one.configs ?? []).map(({ source }) => source)),
    secrets: pick(model.secrets, (one) => [
      ...(one.secrets ?? []).map(({ source }) => source),
      ...((one.build?.['secrets'] as { source: string }[] | undefined) ?? []).map(({ source }) => source),
    ]),
  };
}

/** Only these services and, unless told otherwise, what they depend on. @throws {ComposeError} `no such service: x` */
export function selectServices(project: Project, names: readonly string[], withDependencies = true): Project {
  if (names.length === 0) return project;
  const wanted = new Set<string>();
  const add = (name: string, required: boolean): void => {
    const service = project.services[name];
    if (service === undefined) {
      if (!required) return;
      throw new ComposeError(`no such service: ${name}`);
    }
    if (wanted.has(name)) return;
    wanted.add(name);
    if (!withDependencies) return;
    for (const [other, { required: needed }] of Object.entries(service.depends_on ?? {})) add(other, needed);
  };
  for (const name of names) add(name, true);
  const services = Object.fromEntries(
    Object.entries(project.services)
      .filter(([name]) => wanted.has(name))
      .map(([name, service]) => [name, withDependencies ? service : withoutDependencies(service, wanted)]),
  );
  const selected = { ...project, services };
  return { ...selected, ...usedResources(selected) };
}

function withoutDependencies(service: Service, kept: ReadonlySet<string>): Service {
  const depends_on = Object.entries(service.depends_on ?? {}).filter(([name]) => kept.has(name));
  return { ...service, depends_on: Object.fromEntries(depends_on) };
}

/** The project of the files; a name of `-p` without `-f`, or one of COMPOSE_PROJECT_NAME without readable files, has to do alone. */
export async function projectOrName(
  io: Io,
  flags: RootFlags,
  options: ProjectOptions = {},
): Promise<{ name: string; project: Project | undefined }> {
  const given = flags['project-name'];
  if (given !== '' && flags.file.length === 0) return { name: given, project: undefined };
  const name = io.env.get('COMPOSE_PROJECT_NAME') ?? '';
  const project = await loadProject(io, flags, options).catch((error: unknown) => {
    if (error instanceof ComposeError && name !== '') return undefined;
    throw error;
  });
  if (project === undefined) return { name, project };
  const { services = [] } = options;
  const unknown = services.find((one) => !(one in project.services));
  if (unknown !== undefined) throw new ComposeError(`no such service: ${unknown}`);
  return { name: project.name, project };
}
