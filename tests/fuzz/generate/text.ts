import fc from 'fast-check';

/** What people who mean harm, or whose cat walks over the keyboard, type as a name, a path or a number. */
export const HOSTILE = [
  '', ' ', '-', '--', '---', '.', '..', '../../../etc/passwd', '/', '//', '/dev/null', '/proc/self/fd/0', '~', '*', '?',
  '[', '[a-', '{', '}', '{{', '}}', '%', '%s%n', '%00', '\\', "'", '"', '`', '$', '$(', '${', '!', '#', '&', '|', ';',
  '\n', '\t', '\r\n', '\x01', '\x1b[31m', '\x7f', '\u0000x', 'é', '日本語', '🐳', '\u202e', '\ufeff', '\ud800', 'ﬀ',
  '0', '-1', '1', '00', '1e9', '1e999', '0x10', '9223372036854775807', '9223372036854775808', '-9223372036854775809',
  '1.5', '1,5', '+1', '0.0.0.0', '256.1.1.1', '::1', '[::1]', '127.0.0.1:80', '10.0.0.0/8', '10.0.0.0/33', 'localhost',
  '80:80', '80:', ':80', '99999:80', '80-90:80', '80/udp', '80/xyz', 'a=b', '=', '=b', 'a=', 'a:b', 'a:b:c', 'a:b:c:d',
  'a,b', ',', 'type=bind', 'type=volume,src=x,dst=', 'type=bind,source=/,target=/', 'true', 'false', 'null', 'none',
  '1s', '-1s', '1h1h', '5', 'ms', '1g', '1m', '-1m', '1zb', 'web', 'idle', 'data', 'net', 'busybox', 'app:1', 'bridge',
  'host', 'sha256:', 'sha256:0', '@', 'a@b', 'a/b/c:d', 'A', 'a--b', 'busybox@sha256:0000', 'container:web', 'service:x',
  'x'.repeat(64), 'x'.repeat(256), '/x'.repeat(2_000), '__proto__', 'constructor', 'toString', 'hasOwnProperty',
] as const; // prettier-ignore

const quick = fc.string({ unit: 'binary', maxLength: 12 });

/** One word of any kind. */
export const word: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: quick },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE)).map((two) => two.join('')),
  },
  { weight: 1, arbitrary: fc.integer().map(String) },
);

/** A word in quotes that the shell takes off. A process gets no NUL. */
export const quoted = (text: string): string => `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
