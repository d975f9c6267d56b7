import type { Io } from '../../cli/io.ts';
import { checkValues, modernExternals } from './check-values.ts';
import { ComposeError, YamlError } from './error.ts';
import { extend } from './extend.ts';
import { absolutePath, directoryOf, readText } from './files.ts';
import { interpolate } from './interpolate.ts';
import { applyResets, enforceUnicity, merge } from './merge.ts';
import { parseDotenv } from './dotenv.ts';
import { COMPOSE_SPEC } from './schema/compose-spec.ts';
import { validate } from './schema/validate.ts';
import type { Lookup } from './template.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, scalarText } from './tree.ts';
import { parseYaml } from './yaml.ts';

/** What reading files needs to know. */
export interface LoadContext {
  readonly io: Pick<Io, 'fs'>;
  readonly home: string;
  /** Relative paths of the files begin here. */
  readonly directory: string;
  readonly lookup: Lookup;
  readonly unset: (name: string) => void;
  readonly warn: (message: string) => void;
  /** False: `config --no-interpolate`. */
  readonly interpolate: boolean;
  /** The text of `-f -`. */
  readonly stdin?: string;
  /** Files that include this one. */
  readonly including: readonly string[];
  /** Texts of files that were read already, by their paths. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Takes away what nobody will look at, so that it isn't checked. */
  readonly narrow?: (tree: TreeMap) => TreeMap;
}

/** Reads the files one over the other. @returns the merged model, not yet canonical */
export function loadFiles(context: LoadContext, files: readonly string[]): TreeMap {
  const merged = files.reduce<TreeMap>((model, file) => loadFile(context, file, model), {});
  if (Object.keys(merged).length === 0) throw new ComposeError('empty compose file');
  return merged;
}

function loadFile(context: LoadContext, file: string, before: TreeMap): TreeMap {
  const { narrow } = context;
  const text = context.texts?.get(file) ?? (file === '-' ? (context.stdin ?? '') : readText(context.io, file));
  let model = before;
  for (const { tree, resets, overrides } of parseYaml(text, file)) {
    if (tree === null) continue;
    if (!isMap(tree)) throw notAMapping(tree);
    checkServices(tree);
    const interpolated = context.interpolate ? interpolateFile(context, tree) : tree;
    const included = includes(context, interpolated, file);
    const extended = extend(context, file, interpolated);
    const kept = applyResets(model, [...overrides, ...resets]);
    const over = merge(kept, applyResets(extended, resets));
    model = enforceUnicity(narrow === undefined ? over : narrow(over as TreeMap)) as TreeMap;
    const problem = validate(COMPOSE_SPEC, model);
    if (problem !== undefined) {
      throw new ComposeError(`${narrow === undefined ? `validating ${file}: ` : ''}${problem.text}`, 1, problem.path);
    }
    checkValues(model);
    model = modernExternals(model, context.warn);
    if (model['version'] !== undefined) {
      context.warn(
        `${file}: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion`,
      );
      const { version: _obsolete, ...rest } = model;
      model = rest;
    }
    model = included.reduce((result, other) => importModel(result, other), model);
  }
  return model;
}

function notAMapping(tree: Tree): YamlError {
  if (Array.isArray(tree)) {
    return new YamlError('unmarshal errors:\n  line 1: cannot unmarshal !!seq into cli.named');
  }
  const tag = typeof tree === 'number' ? 'int' : typeof tree === 'boolean' ? 'bool' : 'str';
  return new YamlError(`unmarshal errors:\n  line 1: cannot unmarshal !!${tag} \`${scalarText(tree)}\` into cli.named`);
}

function checkServices(tree: TreeMap): void {
  if ('services' in tree && !isMap(tree['services'])) throw new ComposeError('services must be a mapping');
}

function interpolateFile(context: LoadContext, tree: TreeMap): TreeMap {
  return interpolate(tree, context.lookup, context) as TreeMap;
}

/** Models of `include`, each read in its own directory and with its own variables. */
function includes(context: LoadContext, tree: TreeMap, file: string): TreeMap[] {
  const entries = tree['include'];
  delete tree['include'];
  if (typeof entries === 'string') throw new ComposeError(`\`include\` must be a list, got ${entries}`);
  if (!Array.isArray(entries)) return [];
  return entries.map((entry) => {
    const { path, project_directory, env_file } = isMap(entry) ? entry : { path: entry };
    const absolute = (one: Tree) => absolutePath(scalarText(one), context.directory, context.home);
    const paths = [path ?? []].flat().map(absolute);
    const [first = ''] = paths;
    const cycle = [...context.including, file];
    if (paths.some((one) => cycle.includes(one))) {
      throw new ComposeError(
        `include cycle detected:\n${cycle[0]}\n include ${[...cycle.slice(1), first].join('\n include ')}`,
      );
    }
    const directory = project_directory === undefined ? directoryOf(first) : absolute(project_directory);
    const lookup = includedLookup(context, directory, env_file);
    const included = loadFiles({ ...context, directory, lookup, including: cycle }, paths);
    return absolutePaths(included, directory, context.home);
  });
}

function includedLookup(context: LoadContext, directory: string, env_file: Tree | undefined): Lookup {
  const files = [env_file ?? []].flat().map((one) => absolutePath(scalarText(one), context.directory, context.home));
  const missing = files.find((one) => !context.io.fs.exists(one));
  if (missing !== undefined) throw new ComposeError(`stat ${missing}: no such file or directory`);
  const dotenv = `${directory}/.env`;
  if (files.length === 0 && context.io.fs.exists(dotenv)) files.push(dotenv);
  const own = new Map(files.flatMap((one) => [...parseDotenv(readText(context.io, one), one, context.lookup)]));
  return (name) => context.lookup(name) ?? own.get(name);
}

/** What an include brings must not be there already, unless it says the same. */
function importModel(model: TreeMap, included: TreeMap): TreeMap {
  const result = { ...model };
  for (const kind of ['services', 'networks', 'volumes', 'configs', 'secrets']) {
    const theirs = included[kind];
    if (!isMap(theirs)) continue;
    const ours = isMap(result[kind]) ? result[kind] : {};
    for (const [name, value] of Object.entries(theirs)) {
      if (name in ours && JSON.stringify(ours[name]) !== JSON.stringify(value)) {
        throw new ComposeError(`${kind}.${name} conflicts with imported resource`);
      }
    }
    result[kind] = { ...theirs, ...ours };
  }
  return result;
}

const RELATIVE = /^\.{0,2}(\/|$)|^\.\.?\//;

/** Paths of an included file, made absolute before its services live with others. */
function absolutePaths(model: TreeMap, directory: string, home: string): TreeMap {
  const path = (one: Tree) => absolutePath(scalarText(one), directory, home);
  const services = isMap(model['services']) ? model['services'] : {};
  const files = (kind: string) => {
    const map = model[kind];
    if (!isMap(map)) return {};
    return {
      [kind]: Object.fromEntries(
        Object.entries(map).map(([name, one]) => [
          name,
          isMap(one) && one['file'] !== undefined ? { ...one, file: path(one['file']) } : one,
        ]),
      ),
    };
  };
  return {
    ...model,
    ...files('configs'),
    ...files('secrets'),
    services: Object.fromEntries(
      Object.entries(services).map(([name, one]) => [name, isMap(one) ? absoluteService(one, path) : one]),
    ),
  };
}

export function absoluteService(service: TreeMap, path: (one: Tree) => string): TreeMap {
  const { build, env_file, volumes } = service;
  const context = (one: Tree) => (/^(https?|git|ssh|service):|^git@/.test(scalarText(one)) ? one : path(one));
  return {
    ...service,
    ...(build !== undefined && {
      build: isMap(build) ? { ...build, context: context(build['context'] ?? '.') } : context(build),
    }),
    ...(env_file !== undefined && {
      env_file: [env_file].flat().map((one) => (isMap(one) ? { ...one, path: path(one['path'] ?? '') } : path(one))),
    }),
    ...(Array.isArray(volumes) && {
      volumes: volumes.map((one) => {
        if (isMap(one)) return one['type'] === 'bind' ? { ...one, source: path(one['source'] ?? '') } : one;
        const [source = '', ...rest] = scalarText(one).split(':');
        return rest.length > 0 && (RELATIVE.test(source) || source.startsWith('~'))
          ? [path(source), ...rest].join(':')
          : one;
      }),
    }),
  };
}
