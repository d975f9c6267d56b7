import type { ContainerView, ImageView, NetworkView, ThingKey } from '../host-state.ts';

/** What is to be drawn and where, in the picture's own pixels. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly host: Rectangle;
  /** Outside of the host; undefined while no port is published. */
  readonly browser: (Rectangle & { readonly wire: string }) | undefined;
  readonly cards: readonly Card[];
  readonly buses: readonly Bus[];
  readonly drops: readonly Drop[];
  readonly ports: readonly PortBadge[];
  readonly stores: readonly Store[];
  readonly links: readonly StoreLink[];
  readonly layers: readonly Layer[];
  readonly columns: readonly ImageColumn[];
  readonly writables: readonly Writable[];
  readonly titles: readonly Title[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Title extends Point {
  readonly text: string;
}

/** A container. */
export interface Card extends Rectangle {
  readonly key: ThingKey;
  readonly container: ContainerView;
  /** Only its name is shown. */
  readonly small: boolean;
  /** What stands below its name, already cut to its width. */
  readonly lines: readonly CardLine[];
}

export interface CardLine {
  readonly kind: 'image' | 'process' | 'mount' | 'more';
  readonly text: string;
}

/** A network below one row of containers. */
export interface Bus extends Rectangle {
  readonly id: string;
  readonly key: ThingKey;
  readonly network: NetworkView;
  /** Chooses the colour: the network's place. */
  readonly hue: number;
  /** Nobody is on it. */
  readonly unused: boolean;
}

/** From a container down to a network. */
export interface Drop extends Point {
  readonly id: string;
  readonly container: ThingKey;
  readonly network: ThingKey;
  readonly hue: number;
  readonly path: string;
  /** Of a small card: without the dot on the network. */
  readonly small: boolean;
  /** Empty while the container doesn't run. */
  readonly address: string;
}

/** A port of the host, and the way from it to the container. */
export interface PortBadge extends Rectangle {
  readonly id: string;
  readonly container: ThingKey;
  readonly text: string;
  readonly path: string;
}

/** A volume, or a path of the host that is mounted somewhere. */
export interface Store extends Rectangle {
  readonly key: ThingKey;
  readonly kind: 'volume' | 'bind';
  readonly text: string;
}

export interface StoreLink {
  readonly id: string;
  readonly container: ThingKey;
  readonly store: ThingKey;
  readonly readOnly: boolean;
  readonly path: string;
}

/** A read-only layer, as wide as the images that share it. */
export interface Layer extends Rectangle {
  readonly id: string;
  readonly digest: string;
  readonly images: readonly ThingKey[];
}

export interface ImageColumn extends Rectangle {
  readonly key: ThingKey;
  readonly image: ImageView;
  readonly text: string;
}

/** The writable layer of a container, on top of its image. */
export interface Writable extends Rectangle {
  readonly container: ThingKey;
  readonly text: string;
}
