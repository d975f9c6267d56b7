// A file of its own: what the hosts of other tests still run would slow thousands of nested shells down.
import { expect, test } from 'vitest';
import { attack, expectSound, hostileHost } from './host.ts';

test('functions and files that call themselves', { timeout: 90_000 }, async () => {
  const host = hostileHost();
  const { stderr } = await attack(host, 'f() { f; }; f');
  expect(stderr).not.toBe('');
  await attack(host, 'echo ". ./s" > s; . ./s');
  await attack(host, 'echo "bash r" > r; bash r 2>/dev/null | head -c 100');
  await attack(host, 'alias a=a; a');
  await expectSound(host);
});
