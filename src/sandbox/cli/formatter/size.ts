const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

function scaled(size: number, base: number, units: readonly string[], digits: number): string {
  let value = size;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${significant(value, digits)}${units[unit] ?? ''}`;
}

/** Go's %.Ng: at most N significant digits, no zeros at the end, an exponent beyond them. */
function significant(value: number, digits: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  const trimmed = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (power < -4 || power >= digits) {
    return `${trimmed(mantissa)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  return trimmed(value.toFixed(digits - 1 - power));
}

/** `2.07MB`: 4 significant digits, or as many as asked for; powers of 1000. @see docker/go-units HumanSize */
export const humanSize = (bytes: number, digits = 4): string => scaled(bytes, 1000, DECIMAL, digits);

/** `23.54GiB`: powers of 1024. @see docker/go-units BytesSize */
export const bytesSize = (bytes: number): string => scaled(bytes, 1024, BINARY, 4);
