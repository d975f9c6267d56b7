import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const lossOf = (command: string) => `${command} -c1 -W1 -q $ADDRESS | grep -o '[0-9]*% packet loss'`;

test('[NET-40] macvlan: containers reach each other and the wire, the host and its children not each other', async () => {
  const host = createTestHost({ images: ['alpine'] });
  const { stdout } = await host.run(
    `
    docker network create -d macvlan --subnet 10.0.2.0/24 --gateway 10.0.2.2 --ip-range 10.0.2.64/27 -o parent=eth0 wire >/dev/null
    docker run -d --name m1 --network wire alpine sleep 1000 >/dev/null
    docker run -d --name m2 --network wire alpine sleep 1000 >/dev/null
    docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{.Gateway}}{{end}}' m2
    ADDRESS=10.0.2.64; ${lossOf('docker exec m2 ping')}
    ADDRESS=10.0.2.2; ${lossOf('docker exec m2 ping')}
    ADDRESS=10.0.2.15; ${lossOf('docker exec m2 ping')}
    ADDRESS=10.0.2.64; ${lossOf('ping')}
    docker rm -f m1 m2 >/dev/null; docker network rm wire
    `,
    { timeout: 60_000 },
  );
  const [none, all] = ['0% packet loss\n', '100% packet loss\n'];
  expect(stdout).toBe(`10.0.2.65 10.0.2.2\n${none}${none}${all}${all}wire\n`);
  expect(host.kernel.faults).toEqual([]);
});
