import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('[NET-35] the default route and the published ports move with connect and disconnect', async () => {
  const host = createTestHost({ images: ['alpine', 'nginx'] });
  const { stdout } = await host.run(
    `
    docker network create --subnet 10.76.1.0/24 lan1 >/dev/null; docker network create --subnet 10.76.2.0/24 lan2 >/dev/null
    docker run -d --name web --network lan1 -p 8080:80 nginx >/dev/null; sleep 1
    show() { iptables -t nat -S DOCKER | grep -o 'to-dest.*'; curl -s -o /dev/null -w '%{http_code}\\n' 10.0.2.15:8080; }
    docker network connect lan2 web; show
    docker network disconnect lan1 web; show
    docker network disconnect lan2 web; show; docker port web
    docker network connect lan1 web; show
    `,
    { timeout: 60_000 },
  );
  const at = (address: string) => `to-destination ${address}:80\n200\n`;
  expect(stdout).toBe(`${at('10.76.1.2')}${at('10.76.2.2')}000\n${at('10.76.1.2')}`);
  expect(host.kernel.faults).toEqual([]);
});
