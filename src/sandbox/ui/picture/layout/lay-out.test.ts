import { describe, expect, test } from 'vitest';
import type { ContainerView, HostState, ImageView, NetworkView } from '../host-state.ts';
import { layOut, NO_MEMORY } from './lay-out.ts';
import { assignPlaces } from './places.ts';
import type { Rectangle } from './scene.ts';

const network = (name: string) =>
  ({ id: `id-${name}`, name, driver: 'bridge', subnet: '172.18.0.0/16', internal: false, inspect: {} }) as NetworkView;

const image = (name: string, ...layers: string[]) =>
  ({ id: name, name, tags: [name], size: 1, layers }) as unknown as ImageView;

function container(name: string, networks: readonly string[], more: Partial<ContainerView> = {}): ContainerView {
  const endpoints = networks.map((on, index) => ({ network: on, address: `172.18.0.${index + 2}`, names: [name] }));
  const rest = { health: undefined, exitCode: 0, ports: [], mounts: [], processes: [], networkMode: networks[0] };
  return {
    id: `id-${name}`,
    name,
    image: 'alpine',
    imageId: 'alpine',
    status: 'running',
    pid: 1,
    endpoints,
    ...rest,
    ...more,
  } as unknown as ContainerView;
}

const state = (
  containers: readonly ContainerView[],
  networks = ['shop', 'back'],
  images: readonly ImageView[] = [],
): HostState => ({
  containers,
  networks: networks.map(network),
  volumes: [],
  images,
});

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Pairs of boxes that lie on each other. */
const overlaps = (boxes: readonly Rectangle[]) =>
  boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => overlap(a, b))
      .map((b) => [a, b]),
  );

test('what stays keeps its place, what comes takes the first free one', () => {
  const first = assignPlaces(new Map(), ['a', 'b', 'c']);
  const without = assignPlaces(first, ['a', 'c']);
  expect([...without]).toEqual([
    ['a', 0],
    ['c', 2],
  ]);
  expect([...assignPlaces(without, ['a', 'c', 'd', 'e'])]).toEqual([
    ['a', 0],
    ['c', 2],
    ['d', 1],
    ['e', 3],
  ]);
});

test('a container that is removed moves no other', () => {
  const all = ['a', 'b', 'c', 'd'].map((name) => container(name, ['shop']));
  const before = layOut(state(all), 1_000, NO_MEMORY);
  const after = layOut(state(all.filter(({ name }) => name !== 'b')), 1_000, before.memory);
  const where = (cards: typeof before.scene.cards) =>
    Object.fromEntries(cards.map(({ container: { name }, x, y }) => [name, [x, y]]));
  const { b: _, ...others } = where(before.scene.cards);
  expect(where(after.scene.cards)).toEqual(others);
});

describe.each([300, 390, 640, 1_280, 2_400])('%i px wide', (width) => {
  const many = Array.from({ length: 30 }, (_, index) =>
    container(`c${index}`, [`net${index % 5}`, `net${(index + 1) % 5}`]),
  );
  const busy = state(many, ['net0', 'net1', 'net2', 'net3', 'net4'], [image('a', '1', '2'), image('b', '1', '3')]);
  const few = state(many.slice(0, 5), ['net0', 'net1', 'net2', 'net3', 'net4', 'unused']);

  test.each([
    ['many', busy],
    ['few', few],
  ])('%s: nothing lies on anything else or outside of the host', (_, one) => {
    const { scene } = layOut(one, width, NO_MEMORY);
    expect(scene.cards).toHaveLength(one.containers.length);
    expect(overlaps([...scene.cards, ...scene.buses.map((bus) => ({ ...bus, height: 20 })), ...scene.stores])).toEqual(
      [],
    );
    const { host } = scene;
    for (const { x, y, ...box } of [...scene.cards, ...scene.buses, ...scene.stores, ...scene.layers]) {
      expect([
        x >= host.x,
        x + box.width <= host.x + host.width,
        y >= host.y,
        y + box.height <= host.y + host.height,
      ]).toEqual([true, true, true, true]);
    }
  });

  test('each container hangs on each of its networks', () => {
    const { scene } = layOut(busy, width, NO_MEMORY);
    expect(scene.drops).toHaveLength(60);
    for (const drop of scene.drops) {
      const line = scene.buses.find(({ key, y }) => key === drop.network && y === drop.y);
      expect(line, drop.id).toBeDefined();
    }
  });
});

test('a network that nobody is on is there once; host and none only when used', () => {
  const { scene } = layOut(state([container('a', ['host'])], ['bridge', 'host', 'none']), 800, NO_MEMORY);
  expect(scene.buses.map(({ network: { name }, unused }) => [name, unused])).toEqual([
    ['host', false],
    ['bridge', true],
  ]);
});

test('the way of a published port begins at the host’s edge and ends at the card', () => {
  const ports = [{ port: '80/tcp', hostPort: '8080', hostAddresses: ['0.0.0.0'] }];
  const filler = Array.from({ length: 4 }, (_, index) => container(`c${index}`, ['shop']));
  const { scene } = layOut(state([...filler, container('web', ['shop'], { ports })]), 500, NO_MEMORY);
  const card = scene.cards.find(({ container: { name } }) => name === 'web')!;
  const [badge] = scene.ports;
  expect(badge!.y + badge!.height / 2).toBe(scene.host.y);
  expect(badge!.path.endsWith(`V${card.y}`)).toBe(true);
  const end = Number(/H([\d.]+)V[\d.]+$/.exec(badge!.path)?.[1]);
  expect(end).toBeGreaterThan(card.x);
  expect(end).toBeLessThan(card.x + card.width);
  expect(scene.browser?.wire).toContain(`H${badge!.x + badge!.width / 2}`);
});

test('a volume and a path are wired to each container that mounts them', () => {
  const mounts = [
    { type: 'volume', source: 'data', target: '/data', readOnly: false },
    { type: 'bind', source: '/srv', target: '/srv', readOnly: true },
    { type: 'tmpfs', source: '', target: '/tmp', readOnly: false },
  ];
  const { scene } = layOut(
    state([container('a', ['shop'], { mounts }), container('b', ['shop'], { mounts })]),
    800,
    NO_MEMORY,
  );
  expect(scene.stores.map(({ key }) => key)).toEqual(['volume data', 'bind /srv']);
  expect(scene.links.map(({ container: from, store, readOnly }) => [from, store, readOnly])).toEqual([
    ['container id-a', 'volume data', false],
    ['container id-a', 'bind /srv', true],
    ['container id-b', 'volume data', false],
    ['container id-b', 'bind /srv', true],
  ]);
});

test('a layer that images share is drawn once below them all', () => {
  const images = [image('a', 'base', 'x', 'a'), image('z', 'other'), image('b', 'base', 'x', 'b'), image('c', 'base')];
  const { scene } = layOut(state([], [], images), 900, NO_MEMORY);
  const shared = scene.layers.filter((layer) => layer.images.length > 1);
  expect(shared.map(({ digest, images: of }) => [digest, of.map((key) => key.slice('image '.length))])).toEqual([
    ['base', ['a', 'b', 'c']],
    ['x', ['a', 'b']],
  ]);
  expect(scene.layers).toHaveLength(5);
  const column = (name: string) => scene.columns.find(({ key }) => key === `image ${name}`)!;
  expect(shared[0]!.width).toBeGreaterThan(column('c').x - column('a').x);
});

test('equal digests on different bases are different layers', () => {
  const { scene } = layOut(state([], [], [image('a', '1', 'same'), image('b', '2', 'same')]), 900, NO_MEMORY);
  expect(scene.layers).toHaveLength(4);
});
