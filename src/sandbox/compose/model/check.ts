import { ComposeError, invalidProject } from './error.ts';
import type { Model, Service } from './service.ts';

/** Refuses a model that contradicts itself. @see compose-go loader/validate.go, checkConsistency */
export function checkConsistency(model: Model & { readonly disabled: Model['services'] }): void {
  for (const name of Object.keys(model.services).sort()) checkService(model, model.services[name] as Service);
  checkContainerNames(model);
  checkCycles(model);
}

function checkService(model: Parameters<typeof checkConsistency>[0], service: Service): void {
  const { name, build, healthcheck, scale, deploy } = service;
  const undefinedName = (kind: string, one: string) =>
    invalidProject(`service "${name}" refers to undefined ${kind} ${one}`);
  if (build === undefined && (service.image ?? '') === '' && !('provider' in service)) {
    throw invalidProject(`service "${name}" has neither an image nor a build context specified`);
  }
  if (build?.dockerfile_inline !== undefined && build.dockerfile !== undefined) {
    throw invalidProject(`service "${name}" declares mutualy exclusive dockerfile and dockerfile_inline`);
  }
  if (
    service.develop?.watch?.some(({ action, target }) => action.startsWith('sync') && target === undefined) === true
  ) {
    throw invalidProject(`services.${name}.develop.watch: target is required for non-rebuild actions`);
  }
  const [first = 'NONE'] = healthcheck?.test ?? [];
  if (!['CMD', 'CMD-SHELL', 'NONE'].includes(first)) {
    throw new ComposeError('healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"');
  }
  if (scale !== undefined && scale < 0)
    throw new ComposeError(`services.${name}.scale: must be greater than or equal to 0`);
  const networks = Object.keys(service.networks ?? {});
  if (service.network_mode !== undefined && networks.length > 0) {
    throw invalidProject(`service ${name} declares mutually exclusive \`network_mode\` and \`networks\``);
  }
  for (const network of networks) if (!(network in model.networks)) throw undefinedName('network', network);
  for (const one of Object.keys(service.depends_on ?? {}).sort()) {
    const isOptional = one in model.disabled && service.depends_on?.[one]?.required === false;
    if (one in model.services || isOptional) continue;
    throw invalidProject(`service "${name}" depends on undefined service "${one}"`);
  }
  for (const { type, source } of service.volumes ?? []) {
    if (type === 'bind' && (source ?? '') === '') {
      throw new ComposeError('invalid mount config for type "bind": field Source must not be empty');
    }
    if (type === 'volume' && source !== undefined && !(source in model.volumes)) throw undefinedName('volume', source);
  }
  for (const { source } of (build?.['secrets'] ?? []) as readonly { source: string }[]) {
    if (!(source in model.secrets)) throw undefinedName('build secret', source);
  }
  for (const { source } of service.secrets ?? []) if (!(source in model.secrets)) throw undefinedName('secret', source);
  for (const { source } of service.configs ?? []) if (!(source in model.configs)) throw undefinedName('config', source);
  for (const one of Object.keys(service.models ?? {})) if (!(one in model.models)) throw undefinedName('model', one);
  const distinct = (key: string, other: string) =>
    invalidProject(`services.${name}: can't set distinct values on '${key}' and 'deploy.${other}'`);
  if (scale !== undefined && deploy?.replicas !== undefined && scale !== deploy.replicas) {
    throw distinct('scale', 'replicas');
  }
  const limits = deploy?.resources?.limits;
  const reserved = deploy?.resources?.reservations;
  if (differ(service.mem_limit, limits?.memory)) throw distinct('mem_limit', 'resources.limits.memory');
  if (differ(service.mem_reservation, reserved?.memory))
    throw distinct('mem_reservation', 'resources.reservations.memory');
  if (differ(service.cpus, limits?.cpus)) throw distinct('cpus', 'resources.limits.cpus');
  if (differ(service.pids_limit, limits?.pids)) throw distinct('pids_limit', 'resources.limits.pids');
  if (service.container_name !== undefined && (scale ?? deploy?.replicas ?? 1) > 1) {
    throw invalidProject(
      `services.${scale === undefined ? 'deploy.replicas' : 'scale'}: can't set container_name and ${name} as container name must be unique`,
    );
  }
}

const differ = (one: unknown, other: unknown) => one !== undefined && other !== undefined && one !== other;

function checkContainerNames({ services }: Model): void {
  const taken = new Map<string, string>();
  for (const [name, { container_name }] of Object.entries(services).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (container_name === undefined) continue;
    const other = taken.get(container_name);
    if (other !== undefined) {
      throw invalidProject(
        `services.${name}: container name "${container_name}" is already in use by service ${other}`,
      );
    }
    taken.set(container_name, name);
  }
}

/** @throws {ComposeError} `dependency cycle detected: db -> web -> db` */
function checkCycles({ services }: Model): void {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) {
      throw new ComposeError(`dependency cycle detected: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}`);
    }
    if (done.has(name)) return;
    for (const next of Object.keys(services[name]?.depends_on ?? {}).sort()) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of Object.keys(services).sort()) visit(name, []);
}
