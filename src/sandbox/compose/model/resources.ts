import { textMap } from './text-map.ts';
import { ComposeError } from './error.ts';
import type { FileObject, NetworkConfig, VolumeConfig } from './service.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, scalarText } from './tree.ts';

/** External things have their own name, others that of the project before it. */
function realName(project: string | undefined, key: string, map: TreeMap): { name?: string; external?: true } {
  const { external, name } = map;
  const isExternal = external === true || isMap(external);
  const given = name ?? (isMap(external) ? external['name'] : undefined);
  const usual = isExternal ? key : `${project}_${key}`;
  return {
    ...((given !== undefined || project !== undefined) && { name: given === undefined ? usual : scalarText(given) }),
    ...(isExternal && { external: true as const }),
  };
}

function checkExternal(kind: 'volumes', key: string, map: TreeMap): void {
  if (map['external'] !== true && !isMap(map['external'])) return;
  const other = Object.keys(map).find((one) => !['external', 'name'].includes(one) && !one.startsWith('x-'));
  if (other === undefined) return;
  throw new ComposeError(`${kind}.${key}: conflicting parameters "external" and "${other}" specified`);
}

const texts = (map: TreeMap, ...keys: string[]) =>
  Object.fromEntries(
    keys.flatMap((key) => (map[key] === undefined || map[key] === null ? [] : [[key, textMap(map[key])]])),
  );

export function canonicalNetwork(project: string | undefined, key: string, value: Tree): NetworkConfig {
  const map = isMap(value) ? value : {};
  const { ipam } = map;
  // Options of the address manager are read, and kept nowhere.
  const { options: _options, ...pools } = isMap(ipam) ? ipam : {};
  return {
    ...map,
    ...(isMap(ipam) && { ipam: pools }),
    ...texts(map, 'driver_opts', 'labels'),
    ...realName(project, key, map),
  } as NetworkConfig;
}

export function canonicalVolumeConfig(project: string | undefined, key: string, value: Tree): VolumeConfig {
  const map = isMap(value) ? value : {};
  checkExternal('volumes', key, map);
  return { ...map, ...texts(map, 'driver_opts', 'labels'), ...realName(project, key, map) } as VolumeConfig;
}

const SOURCES = ['file', 'environment', 'content'];

export function canonicalFile(
  kind: 'configs' | 'secrets',
  project: string | undefined,
  key: string,
  value: Tree,
  path: (path: string) => string,
): FileObject {
  const map = isMap(value) ? value : {};
  const given = SOURCES.filter((one) => map[one] !== undefined);
  const isExternal = map['external'] === true || isMap(map['external']);
  const allowed = kind === 'configs' ? 'file|environment|content' : 'file|environment';
  if (map['external'] === undefined && map['driver'] === undefined && given.length === 0) {
    throw new ComposeError(`${kind}.${key}: one of ${allowed} must be set`);
  }
  if (!isExternal && given.length > 1)
    throw new ComposeError(`${kind}.${key}: ${allowed} attributes are mutually exclusive`);
  const file = map['file'];
  return {
    ...map,
    ...(file !== undefined && { file: path(scalarText(file)) }),
    ...realName(project, key, map),
  } as FileObject;
}
