import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const host = createTestHost({ images: ['busybox'] });
const BRIDGE = 'com.docker.network.bridge';

// Asked of Docker 28.5.2.
test.each([
  [
    `-o ${BRIDGE}.enable_icc=maybe`,
    `failed to parse ${BRIDGE}.enable_icc value: maybe (strconv.ParseBool: parsing "maybe": invalid syntax)`,
  ],
  [`-o ${BRIDGE}.gateway_mode_ipv4=isolated`, "gateway mode 'isolated' can only be used for an internal network"],
  ['-d macvlan -o parent=lo', 'loopback interface is not a valid macvlan parent link'],
  ['-d ipvlan -o parent=nope.5', '-o parent interface was not found on the host: nope'],
])('docker network create %s is refused', async (options, why) => {
  const { stderr, exit } = await host.run(`docker network create ${options} lan`);
  expect({ stderr, exit }).toEqual({ stderr: `Error response from daemon: ${why}\n`, exit: 1 });
});

test('names are filtered by regular expressions', async () => {
  await host.run('docker network create web-1; docker network create web-2; docker volume create web-1');
  const { stdout } = await host.run(
    "docker network ls -f 'name=^web-[13]' --format '{{.Name}}'; docker volume ls -q -f 'name=b-1$'",
  );
  expect(stdout).toBe('web-1\nweb-1\n');
});

test('what an endpoint is asked to be is looked at before whether it is there', async () => {
  await host.run('docker run -d --name box --network web-1 busybox sleep 60');
  const { stderr } = await host.run('docker network connect --ip 10.1.1.1 web-1 box');
  expect(stderr).toContain('user specified IP address is supported only');
  expect((await host.run('docker network connect --driver-opt a web-2 box')).stderr).toBe(
    'invalid key/value pair format in driver options\n',
  );
});

test('[NETOPT-BUSY] an interface serves macvlan or ipvlan, not both at a time', async () => {
  const host = createTestHost({ images: ['alpine'] });
  await host.run('docker network create -d macvlan --subnet 10.0.2.0/24 -o parent=eth0 lan');
  await host.run('docker network create -d ipvlan --subnet 192.168.60.0/24 -o parent=eth0 office');
  await host.run('docker run -d --name cam --network lan alpine sleep 600');
  const refused = await host.run('docker run --rm --network office alpine true');
  expect(refused.exit).toBe(125);
  expect(refused.stderr).toContain('failed to create the ipvlan port: device or resource busy');
  await host.run('docker rm -f cam');
  expect((await host.run('docker run --rm --network office alpine true')).exit).toBe(0);
});
