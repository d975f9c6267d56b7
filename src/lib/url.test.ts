import { expect, test } from 'vitest';
import { withBase } from './url.ts';

test.each([
  ['/notes/', '/', '/notes/'],
  ['/notes/', '/docs', '/docs/notes/'],
  ['notes/', '/docs/', '/docs/notes/'],
  ['/', '/docs', '/docs/'],
])('%s below %s is %s', (path, base, address) => {
  expect(withBase(path, base)).toBe(address);
});
