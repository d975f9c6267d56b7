import {
  keyOf,
  statusText,
  type ContainerView,
  type HostState,
  type ImageView,
  type NetworkView,
  type ThingKey,
} from './host-state.ts';
import { bytesText } from './units.ts';

/** One difference between two moments, in words: `web: created → running`. */
export interface Change {
  readonly key: ThingKey;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly text: string;
  /** Too small to be told as it happens: the number of processes. */
  readonly minor?: true;
}

/** What is different in `now`, things in the order of the engine's own: images, networks, volumes, containers. */
export function difference(before: HostState, now: HostState): readonly Change[] {
  return [
    ...images(before, now),
    ...pairs(before.networks, now.networks, ({ id }) => id).flatMap(([old, network]) => networkChanges(old, network)),
    ...pairs(before.volumes, now.volumes, ({ name }) => name).flatMap(([old, volume]): Change[] => {
      const { name } = (volume ?? old)!;
      if (old === undefined) return [{ key: keyOf('volume', name), kind: 'added', text: `volume ${name}: created` }];
      return volume === undefined
        ? [{ key: keyOf('volume', name), kind: 'removed', text: `volume ${name}: removed` }]
        : [];
    }),
    ...pairs(before.containers, now.containers, ({ id }) => id).flatMap(([old, view]) => containerChanges(old, view)),
    ...endpointChanges(before, now),
  ];
}

/** What there was and what there is, by key; what is gone first. */
function pairs<T>(
  before: readonly T[],
  now: readonly T[],
  key: (thing: T) => string,
): [T | undefined, T | undefined][] {
  const [old, current] = [new Map(before.map((one) => [key(one), one])), new Set(now.map(key))];
  const gone = before.filter((one) => !current.has(key(one)));
  return [
    ...gone.map((one): [T, undefined] => [one, undefined]),
    ...now.map((one): [T | undefined, T] => [old.get(key(one)), one]),
  ];
}

function images(before: HostState, now: HostState): Change[] {
  return pairs(before.images, now.images, ({ id }) => id).flatMap(([old, image]): Change[] => {
    const key = keyOf('image', (image ?? old)!.id);
    if (image === undefined) return [{ key, kind: 'removed', text: `image ${old!.name}: removed` }];
    if (old === undefined) return [{ key, kind: 'added', text: `image ${image.name}: ${layersText(image)}` }];
    const tagged = image.tags.filter((tag) => !old.tags.includes(tag));
    const untagged = old.tags.filter((tag) => !image.tags.includes(tag));
    return [
      ...tagged.map((tag): Change => ({ key, kind: 'changed', text: `image ${old.name}: tagged ${tag}` })),
      ...untagged.map((tag): Change => ({ key, kind: 'changed', text: `image ${old.name}: untagged ${tag}` })),
    ];
  });
}

const layersText = ({ layers, size }: ImageView): string =>
  `${layers.length} ${layers.length === 1 ? 'layer' : 'layers'}, ${bytesText(size)}`;

function networkChanges(old: NetworkView | undefined, network: NetworkView | undefined): Change[] {
  const { id, name, subnet } = (network ?? old)!;
  const key = keyOf('network', id);
  if (network === undefined) return [{ key, kind: 'removed', text: `network ${name}: removed` }];
  if (old !== undefined) return [];
  return [{ key, kind: 'added', text: `network ${name}: created${subnet === '' ? '' : `, ${subnet}`}` }];
}

function containerChanges(old: ContainerView | undefined, view: ContainerView | undefined): Change[] {
  const { id, name } = (view ?? old)!;
  const key = keyOf('container', id);
  if (view === undefined) return [{ key, kind: 'removed', text: `${name}: ${statusText(old!)} → removed` }];
  if (old === undefined) {
    const text = view.status === 'created' ? `${name}: created` : `${name}: created → ${statusText(view)}`;
    return [{ key, kind: 'added', text }];
  }
  const changed = (text: string): Change => ({ key, kind: 'changed', text: `${name}: ${text}` });
  const changes: Change[] = [];
  if (old.name !== name) changes.push({ key, kind: 'changed', text: `${old.name}: renamed ${name}` });
  if (statusText(old) !== statusText(view)) changes.push(changed(`${statusText(old)} → ${statusText(view)}`));
  else if (old.inspect.State.StartedAt !== view.inspect.State.StartedAt) changes.push(changed('started again'));
  for (const file of ['memory.max', 'cpu.max', 'pids.max']) {
    const [from, to] = [old.kernel?.values[file], view.kernel?.values[file]];
    if (from !== undefined && to !== undefined && from !== to) {
      changes.push(changed(`${file} ${limitText(file, from)} → ${limitText(file, to)}`));
    }
  }
  const [from, to] = [old.processes.length, view.processes.length];
  if (from !== to && old.status === view.status) {
    changes.push({ ...changed(`${from} → ${to} ${to === 1 ? 'process' : 'processes'}`), minor: true });
  }
  return changes;
}

const limitText = (file: string, value: string): string =>
  file === 'memory.max' && value !== 'max' ? bytesText(Number(value), 1024) : value;

/** Who came to a network and who left it; what a removed network or container takes along isn't told twice. */
function endpointChanges(before: HostState, now: HostState): Change[] {
  const ids = new Map([...before.networks, ...now.networks].map(({ name, id }) => [name, id]));
  const standing = new Set(now.networks.map(({ name }) => name));
  return pairs(before.containers, now.containers, ({ id }) => id).flatMap(([old, view]) =>
    pairs(on(old), on(view), ({ network }) => network).flatMap(([was, is]): Change[] => {
      const { network } = (is ?? was)!;
      const key = keyOf('network', ids.get(network) ?? network);
      const text = (sign: string, address = '') =>
        `network ${network}: ${sign} ${(view ?? old)!.name}${address === '' ? '' : ` ${address}`}`;
      if (is === undefined) {
        return standing.has(network) && view !== undefined ? [{ key, kind: 'changed', text: text('−') }] : [];
      }
      return was?.address === is.address ? [] : [{ key, kind: 'changed', text: text('+', is.address) }];
    }),
  );
}

/** Where a container can be reached; without an address there is nothing to tell. */
const on = (view: ContainerView | undefined) => (view?.endpoints ?? []).filter(({ address }) => address !== '');
