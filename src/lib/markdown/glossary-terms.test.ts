import { expect, test } from 'vitest';
import { linkTerms, patternOf } from './glossary-terms.ts';

const open = () =>
  new Map([
    ['layer', patternOf({ id: 'layer', spellings: ['Layer'] })],
    ['writable-layer', patternOf({ id: 'writable-layer', spellings: ['Writable layer'] })],
  ]);

test('the first place of each word becomes a link, the longer word first', () => {
  expect(linkTerms('A writable layer lies on layers; each layer counts.', open())).toEqual([
    { text: 'A ' },
    { text: 'writable layer', id: 'writable-layer' },
    { text: ' lies on layers; each layer counts.' },
  ]);
});

test('words within words are left alone, plurals are not', () => {
  expect(linkTerms('multilayer layering', open())).toEqual([{ text: 'multilayer layering' }]);
  expect(linkTerms('Layers', open())).toEqual([{ text: 'Layers', id: 'layer' }]);
});

test('a word is linked once a page', () => {
  const words = open();
  linkTerms('a layer', words);
  expect(linkTerms('a layer', words)).toEqual([{ text: 'a layer' }]);
});
