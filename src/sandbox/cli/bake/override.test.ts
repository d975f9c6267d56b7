import { expect, test } from 'vitest';
import { readOverrides } from './override.ts';

// Asked of buildx with Docker 28.5.2.
test.each([
  ['a[b].args.X=1', ['ab']],
  ['a[^b].args.X=1', "could not find any target matching 'a[^b]'"],
  ['a[.args.X=1', "could not match targets with 'a[': syntax error in pattern"],
  ['*.tags=x', ['ab', 'cd']],
])('--set %s means %s', (text, meant) => {
  const names = () => [...readOverrides([text], ['ab', 'cd'], new Map()).keys()];
  if (typeof meant === 'string') expect(names).toThrow(meant);
  else expect(names()).toEqual(meant);
});
