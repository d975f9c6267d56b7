import { expect, test } from 'vitest';
import { matches } from './filter-rows.ts';

test.each([
  ['docker run -it --rm ubuntu bash', '-i', true],
  ['docker run -it --rm ubuntu bash', '-P', false],
  ['docker run -p 80:80 nginx', '-P', false],
  ['docker run --init nginx', '-i', false],
  ['Stop politely docker stop web', 'stop POLITE', true],
  ['Stop politely docker stop web', 'stop kill', false],
  ['anything', '  ', true],
])('%s by %s: %s', (text, query, shown) => {
  expect(matches(text, query)).toBe(shown);
});
