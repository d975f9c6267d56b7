/** What a reader can fill in once for the whole site, and what stands in the field's label. */
export const PLACEHOLDERS = {
  container: 'Container',
  image: 'Image',
  port: 'Port of the host',
  volume: 'Volume',
  network: 'Network',
  service: 'Service',
  stack: 'Stack',
} as const;

export type PlaceholderName = keyof typeof PLACEHOLDERS;

export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS) as [PlaceholderName, ...PlaceholderName[]];

export const isPlaceholderName = (text: string): text is PlaceholderName => text in PLACEHOLDERS;

/** Names, ports, image references and `$variables`: what stays one word of a shell line without quotes. */
export const VALUE = /^[\w.$:/@{}-]+$/;
