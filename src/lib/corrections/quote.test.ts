import { expect, test } from 'vitest';
import { quoteOf } from './quote.ts';

test.each([
  ['|docker -ps -a |Lists all containers|', 'docker -ps -a: Lists all containers'],
  ['|Saves a running container as an image|', 'Saves a running container as an image'],
  ['• Alive without stdin open', 'Alive without stdin open'],
  ['- Both stdin and stdout open', 'Both stdin and stdout open'],
  ['--> to pull a specify layer', 'to pull a specify layer'],
  ['**for deleting unused images**', 'for deleting unused images'],
])('a quotation loses the marks around it: %s', (said, quote) => {
  expect(quoteOf(said)).toBe(quote);
});

test.each(['-d XXXXX', '--build-arg TOKEN=${TOKEN}', 'ls | wc -l', 'a * b'])('%s has no marks', (said) => {
  expect(quoteOf(said)).toBe(said);
});
