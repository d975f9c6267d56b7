import { type BakeTarget, targetOf } from '../../cli/bake/target.ts';
import { bytesSize } from '../../cli/formatter/size.ts';
import { ComposeError, YamlError } from '../model/error.ts';
import type { BuildConfig, Model, Service } from '../model/service.ts';
import { isMap, type Tree, type TreeMap } from '../model/tree.ts';

type Settings = Record<string, Parameters<typeof targetOf>[0][string]>;

/** A service as a target of a bake. @see buildx bake/compose.go, ParseCompose */
export function serviceTarget(
  service: Service,
  model: Model,
  environment: ReadonlyMap<string, string>,
): readonly [name: string, BakeTarget] {
  const { build = { context: '.' }, image } = service;
  const name = service.name.replaceAll('.', '_');
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) {
    throw new ComposeError(`invalid service name ${JSON.stringify(name)}: only "[a-zA-Z0-9_-]+" are allowed`);
  }
  const settings: Settings = {
    ...own(build, service, environment),
    ...secretsOf(build, model),
    ...extended(build),
  };
  if (settings['tags'] === undefined && (image ?? '') !== '') settings['tags'] = [image ?? ''];
  return [name, targetOf(settings)];
}

function own(build: BuildConfig, service: Service, environment: ReadonlyMap<string, string>): Settings {
  const list = (key: string) => build[key] as readonly string[] | undefined;
  const text = (key: string) => build[key] as string | undefined;
  const shmSize = text('shm_size');
  const attest = [...attestation('sbom', text('sbom')), ...attestation('provenance', text('provenance'))];
  const settings: Record<string, Settings[string] | undefined> = {
    context: build.context,
    contexts: contextsOf((build['additional_contexts'] ?? {}) as Readonly<Record<string, string>>),
    dockerfile: build.dockerfile,
    'dockerfile-inline': build.dockerfile_inline,
    args: Object.fromEntries(
      Object.entries(build.args ?? {}).flatMap(([key, value]) => {
        const found = value ?? service.environment?.[key] ?? environment.get(key);
        return found === undefined ? [] : [[key, found]];
      }),
    ),
    labels: build.labels,
    tags: build.tags,
    target: build.target === '' ? undefined : build.target,
    network: text('network'),
    platforms: build.platforms,
    'cache-from': list('cache_from'),
    'cache-to': list('cache_to'),
    ssh: list('ssh')?.map((key) => key.replace(': ', '=')),
    'shm-size': shmSize === undefined ? undefined : bytesSize(Number(shmSize)),
    ulimits: ulimitsOf(build['ulimits'] as Ulimits | undefined),
    'extra-hosts': hostsOf(list('extra_hosts')),
    entitlements: list('entitlements'),
    attest: attest.length === 0 ? undefined : attest,
    'no-cache': build.no_cache === true ? true : undefined,
    pull: build.pull === true ? true : undefined,
  };
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, Settings[string]] => entry[1] !== undefined),
  );
}

const attestation = (type: string, text: string | undefined): readonly string[] => {
  if (text === undefined || text === '') return [];
  return [text === 'true' ? `type=${type}` : text === 'false' ? `type=${type},disabled=true` : `type=${type},${text}`];
};

/** Other services are other targets. */
const contextsOf = (contexts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(contexts).map(([name, value]) => {
      const [, other] = /^(?:service|target):(.*)$/.exec(value) ?? [];
      return [name, other === undefined ? value : `target:${other.replaceAll('.', '_')}`];
    }),
  );

type Ulimits = Readonly<Record<string, number | { readonly soft: number; readonly hard: number }>>;

/** A limit in the short form comes out as zero, as in the reference: buildx 0.29 reads the long form only. */
const ulimitsOf = (limits: Ulimits | undefined): readonly string[] | undefined =>
  limits === undefined
    ? undefined
    : Object.entries(limits).map(([name, limit]) =>
        typeof limit === 'number' ? `${name}=0:0` : `${name}=${limit.soft}:${limit.hard}`,
      );

const hostsOf = (hosts: readonly string[] | undefined): Readonly<Record<string, string>> | undefined =>
  hosts === undefined
    ? undefined
    : Object.fromEntries(
        hosts.map((host) => {
          const at = host.search(/[=:]/);
          return [host.slice(0, at), host.slice(at + 1)];
        }),
      );

/** @throws {ComposeError} `unsupported external secret x` */
function secretsOf(build: BuildConfig, { secrets }: Model): Settings {
  const references = (build['secrets'] ?? []) as readonly { readonly source: string }[];
  if (references.length === 0) return {};
  const secret = references.map(({ source }) => {
    const { external, name, file, environment } = secrets[source] ?? { name: source };
    if (external === true) throw new ComposeError(`unsupported external secret ${name}`);
    return [
      `id=${source}`,
      ...(file === undefined ? [] : [`src=${file}`]),
      ...(environment === undefined ? [] : [`env=${environment}`]),
    ].join(',');
  });
  return { secret };
}

/** What `x-bake` below `build` adds. @see buildx bake/compose.go, composeExtTarget */
function extended(build: BuildConfig): Settings {
  const extension = build['x-bake'] as Tree | undefined;
  if (!isMap(extension)) return {};
  const list = (key: string, before: unknown): Settings => {
    const added = wordsOf(extension[key]);
    if (added.length === 0) return {};
    return { [key]: [...new Set([...((before ?? []) as readonly string[]), ...added])] };
  };
  return {
    ...list('tags', build.tags),
    ...list('cache-from', build['cache_from']),
    ...list('cache-to', build['cache_to']),
    ...list('secret', undefined),
    ...list('ssh', build['ssh']),
    ...list('platforms', build.platforms),
    ...list('output', undefined),
    ...list('no-cache-filter', undefined),
    ...flagOf(extension, 'pull'),
    ...flagOf(extension, 'no-cache'),
    ...(isMap(extension['contexts']) && {
      contexts: contextsOf({
        ...(extension['contexts'] as Readonly<Record<string, string>>),
        ...((build['additional_contexts'] ?? {}) as Readonly<Record<string, string>>),
      }),
    }),
  };
}

/** A list, or a text with blanks between its words. */
function wordsOf(value: Tree | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(/\s+/).filter((word) => word !== '') : [String(value)];
}

function flagOf(extension: TreeMap, key: string): Settings {
  const value = extension[key];
  if (value === undefined || value === null) return {};
  if (typeof value === 'boolean') return { [key]: value };
  const type = typeof value === 'number' ? 'int' : 'str';
  throw new YamlError(`unmarshal errors:\n  line 1: cannot unmarshal !!${type} \`${String(value)}\` into bool`);
}
