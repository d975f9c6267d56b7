import { defineConfig } from 'vitest/config';

// Each stage of `npm test` names its folder with --dir: src, tests/architecture, tests/transcripts, …
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    testTimeout: 60_000,
    // Tests that say they may run beside each other, in one file; files run beside each other anyway.
    maxConcurrency: 2,
    // What a page shows after a key is waited for; a loaded machine may take longer than vitest's second.
    expect: { poll: { timeout: 15_000 } },
  },
});
