import { expect, test } from 'vitest';
import { PROPERTIES, search } from './properties.ts';

/** Always the same inputs; `npm run fuzz -- --minutes 30` looks at others. */
const SEED = 20_261_121;
const MILLISECONDS = 3_000;

test.each(PROPERTIES)('$name', { timeout: 120_000 }, async (property) => {
  const { runs, failure } = await search(property, { seed: SEED, milliseconds: MILLISECONDS });
  expect(failure).toBeUndefined();
  expect(runs).toBeGreaterThan(0);
});
