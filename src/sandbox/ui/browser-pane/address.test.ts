import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['localhost:8080', 'http://localhost:8080/'],
  [':8080/x?y=1', 'http://localhost:8080/x?y=1'],
  ['8080', 'http://localhost:8080/'],
  ['http://10.0.2.15/', 'http://10.0.2.15/'],
  ['127.0.0.1:5000/a b', 'http://127.0.0.1:5000/a%20b'],
])('%s is %s', (typed, url) => expect(parseAddress(typed)?.href).toBe(url));

test.each([
  '',
  'javascript:alert(1)',
  'https://localhost:8080/',
  'file:///etc/passwd',
  'data:text/html,x',
  'http://',
  'a b',
])('%s is refused', (typed) => expect(parseAddress(typed)).toBeUndefined());
