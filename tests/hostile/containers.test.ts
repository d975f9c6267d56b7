import { expect, test } from 'vitest';
import { attack, expectSound, hostileHost } from './host.ts';

test('10,000 containers', { timeout: 120_000 }, async () => {
  const host = hostileHost();
  await attack(host, 'for i in $(seq 10000); do docker create --name c$i busybox true; done >/dev/null', 10_000_000);
  expect((await attack(host, 'docker ps -aq | wc -l')).stdout).toBe('10000\n');
  expect((await attack(host, 'docker inspect -f {{.Name}} c10000')).stdout).toBe('/c10000\n');
  await attack(host, 'docker container prune -f >/dev/null');
  expect((await attack(host, 'docker ps -aq | wc -l')).stdout).toBe('0\n');
  await expectSound(host);
});
