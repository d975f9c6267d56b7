import { statusText } from '../host-state.ts';
import { HEAD, LINE } from '../layout/card.ts';
import { fit, NAME_LETTER } from '../layout/measures.ts';
import type {
  Bus,
  Card,
  Drop,
  ImageColumn,
  Layer,
  PortBadge,
  Scene,
  Store,
  StoreLink,
  Writable,
} from '../layout/scene.ts';
import { bytesText } from '../units.ts';
import { svg } from './svg.ts';

/** One thing of the drawing, drawn at 0,0 and then put where it belongs. */
export interface Piece {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly className: string;
  /** What can be selected bears the key of what it stands for, and a name that holds the words that are drawn. */
  readonly key?: string;
  readonly label?: string;
  /** Of other things it belongs to: it lights up when one of them is selected. */
  readonly of?: readonly string[];
  /** A wire lights up between two things that are lit, a layer below one. */
  readonly litBy?: 'every' | 'some';
  /** Changes when the piece has to be drawn anew. */
  readonly signature: string;
  readonly draw: () => readonly SVGElement[];
}

const HUES = 6;

/** Everything of a scene, the rearmost first. */
export function piecesOf(scene: Scene): Piece[] {
  return [
    hostPiece(scene),
    ...(scene.browser === undefined ? [] : [browserPiece(scene.browser)]),
    ...scene.titles.map(({ x, y, text }) =>
      piece(`title ${text}`, { x, y }, 'title', text, () => [svg('text', {}, text)]),
    ),
    ...scene.links.map(linkPiece),
    ...scene.buses.map(busPiece),
    ...scene.ports.map(wayPiece),
    ...scene.drops.map(dropPiece),
    ...scene.stores.map(storePiece),
    ...scene.columns.map(columnPiece),
    ...scene.layers.map(layerPiece),
    ...scene.writables.map(writablePiece),
    ...scene.cards.map(cardPiece),
    ...scene.ports.map(badgePiece),
  ];
}

function piece(
  id: string,
  { x, y }: { x: number; y: number },
  className: string,
  signature: unknown,
  draw: Piece['draw'],
  more: Pick<Piece, 'key' | 'label' | 'of' | 'litBy'> = {},
): Piece {
  return { id, x, y, className, signature: JSON.stringify(signature), draw, ...more };
}

function hostPiece({ host }: Scene): Piece {
  const { width, height } = host;
  return piece('host', host, 'host', [width, height], () => [
    svg('rect', { width, height, rx: 12 }),
    svg('text', { x: width - 14, y: 22, 'text-anchor': 'end' }, 'host'),
  ]);
}

function browserPiece(browser: NonNullable<Scene['browser']>): Piece {
  const { x, y, width, height, wire } = browser;
  return piece('browser', { x: 0, y: 0 }, 'browser', browser, () => [
    svg('path', { d: wire, class: 'flow' }),
    svg('rect', { x, y, width, height, rx: 6 }),
    ...[0, 1, 2].map((dot) => svg('circle', { cx: x + 11 + dot * 7, cy: y + height / 2, r: 2.2 })),
    svg('text', { x: x + 34, y: y + 19 }, 'browser'),
  ]);
}

function cardPiece(card: Card): Piece {
  const { key, container, width, height, lines, small } = card;
  const { name, status } = container;
  const state = statusText(container);
  const shown = fit(name, width - 44, NAME_LETTER);
  const words = small ? [shown] : [shown, state, ...lines.map(({ text }) => text)];
  const health = container.health === undefined ? '' : ` ${container.health}`;
  return piece(
    key,
    card,
    `card ${status}${health}`,
    [shown, state, width, height, lines, small],
    () => [
      svg('rect', { class: 'box', width, height, rx: 8 }),
      ...(small ? [] : [svg('rect', { class: 'edge', width: 4, height: height - 16, x: 0, y: 8, rx: 2 })]),
      svg('circle', { class: 'state', cx: 19, cy: 19, r: 5 }),
      svg('text', { class: 'name', x: 32, y: 24 }, shown),
      ...(small ? [] : [svg('text', { class: 'status', x: 32, y: 40 }, fit(state, width - 44, 6.6))]),
      ...lines.map(({ kind, text }, index) => svg('text', { class: kind, x: 14, y: HEAD + 14 + index * LINE }, text)),
    ],
    { key, label: `container ${words.join(' ')}${small ? `, ${state}` : ''}` },
  );
}

function busPiece(bus: Bus): Piece {
  const { network, hue, width, key } = bus;
  const label = fit(
    `${network.name}  ${network.subnet || network.driver}${network.internal ? '  internal' : ''}`,
    width,
    7,
  );
  return piece(
    bus.id,
    bus,
    `bus hue${hue % HUES}${bus.unused ? ' unused' : ''}`,
    [label, width, hue],
    () => [
      svg('rect', { class: 'grasp', y: -6, width, height: 28 }),
      svg('rect', { class: 'line', y: -2, width, height: 4, rx: 2 }),
      svg('text', { x: width, y: 17, 'text-anchor': 'end' }, label),
    ],
    { key, label: `network ${label}` },
  );
}

function dropPiece(drop: Drop): Piece {
  const { x, y, address, path, hue, small } = drop;
  return piece(
    `drop ${drop.id}`,
    { x: 0, y: 0 },
    `drop hue${hue % HUES}${address === '' ? ' idle' : ''}`,
    [path, address, small],
    () => [
      svg('path', { d: path }),
      ...(small ? [] : [svg('circle', { cx: x, cy: y, r: 4.5 })]),
      ...(address === '' ? [] : [svg('text', { x: x + 8, y: y - 7 }, address)]),
    ],
    { of: [drop.container, drop.network], litBy: 'every' },
  );
}

const wayPiece = ({ id, path, container }: PortBadge): Piece =>
  piece(`way ${id}`, { x: 0, y: 0 }, 'way', path, () => [svg('path', { d: path, class: 'flow' })], { of: [container] });

const badgePiece = (badge: PortBadge): Piece =>
  piece(
    `port ${badge.id}`,
    badge,
    'port',
    badge.text,
    () => [
      svg('rect', { width: badge.width, height: badge.height, rx: badge.height / 2 }),
      svg('text', { x: badge.width / 2, y: 15.5, 'text-anchor': 'middle' }, badge.text),
    ],
    { of: [badge.container] },
  );

const linkPiece = ({ id, path, container, store, readOnly }: StoreLink): Piece =>
  piece(`link ${id}`, { x: 0, y: 0 }, `link${readOnly ? ' readonly' : ''}`, path, () => [svg('path', { d: path })], {
    of: [container, store],
    litBy: 'every',
  });

function storePiece(store: Store): Piece {
  const { key, kind, text, width, height } = store;
  const shape =
    kind === 'volume'
      ? [
          svg('path', { class: 'box', d: `M0 7v${height - 14}a${width / 2} 7 0 0 0 ${width} 0v${14 - height}` }),
          svg('ellipse', { class: 'box lid', cx: width / 2, cy: 7, rx: width / 2, ry: 7 }),
        ]
      : [
          svg('path', {
            class: 'box',
            d: `M0 ${height}V4a4 4 0 0 1 4-4h38l8 8h${width - 54}a4 4 0 0 1 4 4v${height - 12}z`,
          }),
        ];
  const label = kind === 'volume' ? `volume ${text}` : `mounted path ${text}`;
  return piece(key, store, `store ${kind}`, [text, width], () => [...shape, svg('text', { x: 12, y: 29 }, text)], {
    key,
    label,
  });
}

function columnPiece(column: ImageColumn): Piece {
  const { key, image, text, width, height } = column;
  const size = bytesText(image.size);
  return piece(
    key,
    column,
    'column',
    [text, width, height, size],
    () => [
      svg('rect', { class: 'grasp', x: -2, y: -4, width: width + 4, height: height + 8, rx: 4 }),
      svg('text', { x: 2, y: height - 6 }, text),
    ],
    { key, label: `image ${text}, ${image.layers.length} layers, ${size}` },
  );
}

const layerPiece = ({ id, images, width, height, x, y }: Layer): Piece =>
  piece(
    `layer ${id}`,
    { x, y },
    `layer${images.length > 1 ? ' shared' : ''}`,
    [width, height],
    () => [svg('rect', { width, height, rx: 2 })],
    {
      of: images,
      litBy: 'some',
    },
  );

const writablePiece = ({ container, text, width, height, x, y }: Writable): Piece =>
  piece(
    `writable ${container}`,
    { x, y },
    'writable',
    [text, width],
    () => [svg('rect', { width, height, rx: 3 }), svg('text', { x: 7, y: 13 }, text)],
    { of: [container] },
  );
