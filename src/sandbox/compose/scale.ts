import { ComposeError } from './model/error.ts';
import type { Project } from './project.ts';

/** `--scale web=2` of `up` and `create`. @throws {ComposeError} `invalid --scale option "web". Should be SERVICE=NUM` */
export function parseScaleFlag(text: string): readonly [service: string, replicas: number] {
  const [, service, number = ''] = /^([^=]+)=([^=]*)$/.exec(text) ?? [];
  if (service === undefined)
    throw new ComposeError(`invalid --scale option ${JSON.stringify(text)}. Should be SERVICE=NUM`);
  if (!/^[-+]?\d+$/.test(number)) {
    throw new ComposeError(`strconv.Atoi: parsing ${JSON.stringify(number)}: invalid syntax`);
  }
  return [service, Number(number)];
}

/** `web=2` of `scale`. @throws {ComposeError} `invalid scale specifier: web` */
export function parseScale(text: string): readonly [service: string, replicas: number] {
  const [, service, number] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (service === undefined || number === undefined) throw new ComposeError(`invalid scale specifier: ${text}`);
  if (!/^-?\d+$/.test(number))
    throw new ComposeError(`invalid scale specifier: can't parse replica value as int: ${text}`);
  return [service, Number(number)];
}

/** The project with other numbers of containers. */
export function withScale(project: Project, scales: readonly (readonly [string, number])[]): Project {
  const services = { ...project.services };
  for (const [name, scale] of scales) {
    const service = services[name];
    if (service === undefined) throw new ComposeError(`no such service: ${name}: not found`);
    const { deploy, ...rest } = service;
    const { replicas: _replicas, ...kept } = deploy ?? {};
    services[name] = { ...rest, ...(Object.keys(kept).length > 0 && { deploy: kept }), scale };
  }
  return { ...project, services };
}
