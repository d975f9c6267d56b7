/**
 * A number of bytes as people read it, three digits at most.
 *
 * @param base 1000 (docker images: `52.8MB`) or 1024 (limits: `64 MiB`)
 */
export function bytesText(bytes: number, base: 1000 | 1024 = 1000): string {
  const units = base === 1000 ? ['B', 'kB', 'MB', 'GB', 'TB'] : [' B', ' KiB', ' MiB', ' GiB', ' TiB'];
  let [value, unit] = [bytes, 0];
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${Number(value.toPrecision(3))}${units[unit]}`;
}
