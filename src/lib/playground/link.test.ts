import { deflateSync } from 'fflate';
import { expect, test } from 'vitest';
import { decodeState, encodeState, LinkError, LONGEST_LINK } from './link.ts';
import type { PlaygroundState } from './state.ts';

const STATE: PlaygroundState = {
  title: 'Zwölf Käfige',
  start: { images: ['nginx'], files: { 'compose.yaml': 'services:\n  web:\n    image: nginx\n' } },
  steps: [
    { run: 'docker compose up -d' },
    { write: '/root/compose.yaml', text: 'services: {}\n' },
    { run: 'docker run -it alpine', input: 'ls\rexit\r' },
  ],
};

function kindOf(text: string): string {
  try {
    decodeState(text);
    return 'none';
  } catch (error) {
    if (error instanceof LinkError) return error.kind;
    throw error;
  }
}

/** Packs any text as encodeState packs a state: with a length and checksum that are right. */
function forge(text: string): string {
  const packed = deflateSync(new TextEncoder().encode(text));
  const bytes = new Uint8Array(8 + packed.length);
  const view = new DataView(bytes.buffer);
  let crc = ~0;
  for (const byte of packed) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  view.setUint32(0, packed.length);
  view.setUint32(4, ~crc >>> 0);
  bytes.set(packed, 8);
  return `1${Buffer.from(bytes).toString('base64url')}`;
}

test('a link gives back what it was made of', () => {
  const link = encodeState(STATE);
  expect(link).toMatch(/^[\w-]+$/);
  expect(decodeState(link)).toEqual(STATE);
});

test('a link that is cut anywhere says so', () => {
  const link = encodeState(STATE);
  for (let length = 0; length < link.length; length++) expect(kindOf(link.slice(0, length))).toBe('cut');
});

test('a link in which any one character is another is refused', () => {
  const link = encodeState(STATE);
  for (let at = 0; at < link.length; at++) {
    const other = link[at] === 'A' ? 'z' : 'A';
    expect(kindOf(link.slice(0, at) + other + link.slice(at + 1))).not.toBe('none');
  }
});

test('what unfolds to something else is forged', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{}',
    '{"title":1}',
    '{"title":"x","start":{"images":[1],"files":{}},"steps":[]}',
    'x',
  ]) {
    expect(kindOf(forge(text))).toBe('forged');
  }
  expect(kindOf(forge(JSON.stringify({ ...STATE, steps: [{ write: 'relative', text: '' }] })))).toBe('forged');
  expect(kindOf(forge(JSON.stringify(STATE)))).toBe('none');
});

test('a small link that unfolds to much is refused', () => {
  expect(kindOf(forge(`"${'a'.repeat(5_000_000)}"`))).toBe('long');
});

test('what is too long is refused on both sides', () => {
  const noise = Array.from({ length: 90_000 }, (_, at) =>
    String.fromCharCode(33 + ((at * 7919 + ((at * at) % 9973)) % 90)),
  ).join('');
  expect(() => encodeState({ ...STATE, start: { images: [], files: { noise } } })).toThrow(/a link holds 60000/);
  expect(kindOf('1'.repeat(LONGEST_LINK + 1))).toBe('long');
});

test('other versions and other characters', () => {
  expect(kindOf('2abc')).toBe('version');
  expect(kindOf('1abc%20')).toBe('changed');
});
