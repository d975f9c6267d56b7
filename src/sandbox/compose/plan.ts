import type { Service } from './model/service.ts';
import { serviceHash } from './model/hash.ts';
import type { Observed } from './observe.ts';

/** What shall happen to one container. */
export type Step =
  | { readonly kind: 'create'; readonly service: string; readonly name: string; readonly number: number }
  | { readonly kind: 'recreate'; readonly container: Observed }
  | { readonly kind: 'remove'; readonly container: Observed }
  /** It is as wanted; it may have to be started. */
  | { readonly kind: 'keep'; readonly container: Observed };

export type Recreate = 'diverged' | 'force' | 'never';

export interface PlanOptions {
  readonly recreate: Recreate;
  /** For services that were not named but come along. */
  readonly recreateDependencies: Recreate;
  /** Services that were named; none means all. */
  readonly named: readonly string[];
  /** What the project's networks and volumes are to the daemon, where a container's are compared. */
  readonly resources?: Resources;
}

export interface Resources {
  /** Ids of networks by their keys in the files. */
  readonly networks: ReadonlyMap<string, string>;
  /** Names of volumes by their keys. */
  readonly volumes: ReadonlyMap<string, string>;
}

export interface ServicePlan {
  readonly service: Service;
  readonly steps: readonly Step[];
}

/** How many containers a service has. */
export const scaleOf = ({ scale, deploy }: Service): number => scale ?? deploy?.replicas ?? 1;

/** `work-web-1`, unless the service has a name of its own. */
const containerNameOf = (project: string, service: Service, number: number): string =>
  service.container_name ?? `${project}-${service.name}-${number}`;

/** What it takes to get from the containers that are there to those that are wanted. Changes nothing. */
export function plan(
  project: string,
  services: Readonly<Record<string, Service>>,
  observed: readonly Observed[],
  /** Id of each service's image, where it is known. */
  images: ReadonlyMap<string, string | undefined>,
  options: PlanOptions,
): ServicePlan[] {
  return Object.keys(services)
    .sort()
    .map((name) => {
      const service = services[name] as Service;
      const isNamed = options.named.length === 0 || options.named.includes(name);
      const policy = isNamed ? options.recreate : options.recreateDependencies;
      const own = observed.filter((one) => one.service === name && !one.oneOff);
      return { service, steps: steps(project, service, own, images.get(name), policy, options.resources) };
    });
}

function steps(
  project: string,
  service: Service,
  own: readonly Observed[],
  image: string | undefined,
  policy: Recreate,
  resources: Resources | undefined,
): Step[] {
  const wanted = scaleOf(service);
  const outdated = (one: Observed) => mustRecreate(service, one, image, policy, resources);
  const sorted = [...own].sort((a, b) => Number(outdated(b)) - Number(outdated(a)) || a.number - b.number);
  const surplus = Math.max(0, own.length - wanted);
  // The outdated go first, then those with the highest numbers.
  const leaving = [...sorted]
    .sort((a, b) => Number(outdated(b)) - Number(outdated(a)) || b.number - a.number)
    .slice(0, surplus);
  const staying = [...own].filter((one) => !leaving.includes(one)).sort((a, b) => a.number - b.number);
  const next = Math.max(0, ...own.map(({ number }) => number)) + 1;
  const created = Array.from({ length: Math.max(0, wanted - staying.length) }, (_, index): Step => {
    const number = next + index;
    return { kind: 'create', service: service.name, name: containerNameOf(project, service, number), number };
  });
  return [
    ...leaving.map((container): Step => ({ kind: 'remove', container })),
    ...staying.map((container): Step => ({ kind: outdated(container) ? 'recreate' : 'keep', container })),
    ...created,
  ];
}

function mustRecreate(
  service: Service,
  container: Observed,
  image: string | undefined,
  policy: Recreate,
  resources: Resources | undefined,
): boolean {
  if (policy === 'never') return false;
  if (policy === 'force') return true;
  if (container.hash !== serviceHash(service)) return true;
  if (image !== undefined && container.image !== '' && container.image !== image) return true;
  return (
    resources !== undefined && (isElsewhere(service, container, resources) || hasOthers(service, container, resources))
  );
}

/** A running container that is not in a network of its service. @see docker/compose convergence.go, checkExpectedNetworks */
function isElsewhere({ networks = {} }: Service, { summary }: Observed, resources: Resources): boolean {
  if (summary.State !== 'running') return false;
  const joined = Object.values(summary.NetworkSettings.Networks).map(({ NetworkID }) => NetworkID);
  return Object.keys(networks).some((key) => {
    const id = resources.networks.get(key);
    return id !== undefined && !joined.includes(id);
  });
}

/** It lacks a volume of its service. @see docker/compose convergence.go, checkExpectedVolumes */
function hasOthers({ volumes = [] }: Service, { summary }: Observed, resources: Resources): boolean {
  const mounted = summary.Mounts.map(({ Name }) => Name);
  return volumes.some(({ type, source = '' }) => {
    const name = type === 'volume' ? resources.volumes.get(source) : undefined;
    return name !== undefined && !mounted.includes(name);
  });
}

/** Containers of services that the files don't know (any more). */
export function orphans(known: ReadonlySet<string>, observed: readonly Observed[]): Observed[] {
  return observed.filter(({ service }) => !known.has(service));
}

/** Names of services, each after those it needs, else by name. */
export function inOrderOfNeed(services: Readonly<Record<string, Pick<Service, 'depends_on'>>>): string[] {
  const ordered = new Set<string>();
  const add = (name: string) => {
    if (ordered.has(name)) return;
    for (const needed of Object.keys(services[name]?.depends_on ?? {}).sort()) if (needed in services) add(needed);
    ordered.add(name);
  };
  for (const name of Object.keys(services).sort()) add(name);
  return [...ordered];
}

/** Visits services so that each comes after those it needs, those that don't need one another at once. */
export async function inDependencyOrder(
  services: Readonly<Record<string, Service>>,
  visit: (service: Service) => Promise<void>,
): Promise<void> {
  const running = new Map<string, Promise<void>>();
  const begin = (name: string): Promise<void> => {
    const before = running.get(name);
    if (before !== undefined) return before;
    const service = services[name] as Service;
    const needed = Object.keys(service.depends_on ?? {}).filter((one) => one in services);
    const work =
      needed.length === 0 ? visit(service) : Promise.all(needed.sort().map(begin)).then(() => visit(service));
    running.set(name, work);
    return work;
  };
  await allOrFirst(Object.keys(services).sort().map(begin));
}

/** The other way round: a service ends after those that need it. */
export async function inReverseOrder(
  services: Readonly<Record<string, Pick<Service, 'name' | 'depends_on'>>>,
  visit: (name: string) => Promise<void>,
): Promise<void> {
  const running = new Map<string, Promise<void>>();
  const begin = (name: string): Promise<void> => {
    const before = running.get(name);
    if (before !== undefined) return before;
    const users = Object.keys(services).filter((one) => name in (services[one]?.depends_on ?? {}));
    const work = users.length === 0 ? visit(name) : Promise.all(users.sort().map(begin)).then(() => visit(name));
    running.set(name, work);
    return work;
  };
  await allOrFirst(Object.keys(services).sort().map(begin));
}

/** Waits for all, then throws the first failure. */
export async function allOrFirst(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
