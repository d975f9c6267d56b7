import { imageOf } from './images.ts';
import * as label from './labels.ts';
import { absolutePath } from './model/files.ts';
import type { BuildConfig, Service } from './model/service.ts';
import type { Project } from './project.ts';

export interface BakeOptions {
  /** Of `--build-arg`. */
  readonly args: Readonly<Record<string, string>>;
  readonly noCache: boolean;
  readonly pull: boolean;
}

/** What `build --print` shows: the definition that Compose hands to bake. @see docker/compose pkg/compose/build_bake.go */
export function bakeDefinition(project: Project, services: readonly Service[], options: BakeOptions): string {
  const names = services.map(({ name }) => name).sort();
  const targets = names.flatMap((name) => {
    const service = project.services[name];
    return service?.build === undefined ? [] : [[name, targetOf(project, service, service.build, options)] as const];
  });
  return JSON.stringify({ group: { default: { targets: names } }, target: Object.fromEntries(targets) }, null, 2);
}

function targetOf(project: Project, service: Service, build: BuildConfig, options: BakeOptions): object {
  const { context, dockerfile, dockerfile_inline, target, tags = [], platforms = [] } = build;
  const list = (key: string) => (build[key] ?? []) as readonly string[];
  const args = Object.entries({ ...build.args, ...options.args }).filter(([, value]) => value !== null);
  const labels = {
    ...build.labels,
    [label.PROJECT]: project.name,
    [label.SERVICE]: service.name,
    [label.VERSION_LABEL]: label.COMPOSE_VERSION,
  };
  const hosts = list('extra_hosts').map((host) => host.split('='));
  return {
    context,
    ...some('contexts', sorted((build['additional_contexts'] ?? {}) as Readonly<Record<string, string>>)),
    ...(dockerfile_inline === undefined
      ? { dockerfile: absolutePath(dockerfile ?? 'Dockerfile', context) }
      : { 'dockerfile-inline': dockerfile_inline.replaceAll('${', '$${') }),
    ...some('args', sorted(Object.fromEntries(args))),
    ...some('labels', sorted(labels)),
    tags: [...tags, imageOf(project, service)],
    ...some('cache-from', list('cache_from')),
    ...some('cache-to', list('cache_to')),
    ...(target !== undefined && { target }),
    ...some('secret', secretsOf(project, build)),
    ...some('ssh', list('ssh')),
    ...some('platforms', service.platform === undefined ? platforms : [service.platform]),
    ...((options.pull || build.pull === true) && { pull: true }),
    ...((options.noCache || build.no_cache === true) && { 'no-cache': true }),
    ...some('network', (build['network'] as string | undefined) ?? ''),
    ...some('shm-size', String(build['shm_size'] ?? '')),
    ...some('extra-hosts', sorted(Object.fromEntries(hosts) as Record<string, string>)),
    output: ['type=docker'],
  };
}

/** A field that is left out where there is nothing in it. */
const some = (key: string, value: string | object): object =>
  (typeof value === 'string' ? value : Object.keys(value)).length === 0 ? {} : { [key]: value };

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

function secretsOf(project: Project, build: BuildConfig): string[] {
  const references = (build['secrets'] ?? []) as readonly { source: string; target?: string }[];
  return references.map(({ source, target = source }) => {
    const { file, environment = '' } = project.secrets[source] ?? {};
    return file === undefined ? `id=${target},type=env,env=${environment}` : `id=${target},type=file,src=${file}`;
  });
}
