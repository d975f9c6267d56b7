import { ComposeError } from './error.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, scalarText } from './tree.ts';

const mapOf = (tree: Tree | undefined): TreeMap => (isMap(tree) ? tree : {});
const listOf = (tree: Tree | undefined): Tree[] => (Array.isArray(tree) ? tree : []);

/** Refuses what the schema lets pass. @see compose-go validation/validation.go */
export function checkValues(model: TreeMap): void {
  for (const [name, value] of Object.entries(mapOf(model['services']))) {
    const service = mapOf(value);
    const reservations = mapOf(mapOf(mapOf(service['deploy'])['resources'])['reservations']);
    checkDevices(`services.${name}.gpus`, service['gpus']);
    checkDevices(`services.${name}.deploy.resources.reservations.devices`, reservations['devices']);
    for (const port of listOf(service['ports'])) {
      const address = scalarText(mapOf(port)['host_ip']);
      if (address !== '' && !isAddress(address)) {
        throw new ComposeError(`services.${name}.ports.[]: invalid ip address: ${address}`);
      }
    }
    for (const rule of listOf(mapOf(service['develop'])['watch'])) {
      if (mapOf(rule)['path'] === '') {
        throw new ComposeError(`services.${name}.develop.watch.[].path: value can't be blank`);
      }
    }
  }
}

function checkDevices(path: string, requests: Tree | undefined): void {
  for (const request of listOf(requests)) {
    const { count, device_ids } = mapOf(request);
    if (count === undefined || device_ids === undefined) continue;
    throw new ComposeError(`${path}.[]: "count" and "device_ids" attributes are exclusive`);
  }
}

const isAddress = (text: string) =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text)
    ? text.split('.').every((part) => Number(part) < 256)
    : /^[\da-fA-F:]*:[\da-fA-F:.]*$/.test(text);

/** `external: { name: x }` is `external: true` and `name: x`. */
export function modernExternals(model: TreeMap, warn: (message: string) => void): TreeMap {
  const kinds = ['volumes', 'networks', 'secrets', 'configs'].filter((kind) => isMap(model[kind]));
  const modern = (kind: string) =>
    Object.fromEntries(
      Object.entries(mapOf(model[kind])).map(([key, value]) => {
        const external = mapOf(value)['external'];
        if (!isMap(external)) return [key, value];
        const { name } = mapOf(value);
        warn(`${kind}.${key}: external.name is deprecated. Please set name and external: true`);
        if (name !== undefined && name !== external['name']) {
          throw new ComposeError(`${kind}.${key}: name and external.name conflict; only use name`);
        }
        return [
          key,
          { ...mapOf(value), external: true, ...(external['name'] !== undefined && { name: external['name'] }) },
        ];
      }),
    );
  return { ...model, ...Object.fromEntries(kinds.map((kind) => [kind, modern(kind)])) };
}
