const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Short name of a layer, in `l/`, which keeps the options of mounts short. */
export function linkOf(layer: string): string {
  const digits = layer.endsWith('-init') ? layer.slice(26, 52) : layer.slice(0, 26);
  return [...digits].map((digit, index) => LETTERS[parseInt(digit, 16) * 2 + (index % 2)] ?? '').join('');
}
