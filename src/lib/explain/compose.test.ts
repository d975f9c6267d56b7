import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandList } from '../command-list.ts';
import { toCompose } from './to-compose.ts';
import { toRun } from './to-run.ts';

const knowledge = { commands: commandList(), flags: {} };

test('docker run as a Compose file', () => {
  const file = toCompose(
    'docker run -d --name web -p 8080:80 -v data:/d -v "$PWD/x:/x" -e A=1 --network shop --network-alias w -m 64m nginx:1.27 sh -c "ls -l"',
    knowledge,
  );
  expect(parse(file?.yaml ?? '')).toEqual({
    services: {
      web: {
        image: 'nginx:1.27',
        container_name: 'web',
        ports: ['8080:80'],
        volumes: ['data:/d', './x:/x'],
        environment: { A: '1' },
        networks: { shop: { aliases: ['w'] } },
        mem_limit: '64m',
        command: ['sh', '-c', 'ls -l'],
      },
    },
    volumes: { data: { external: true } },
    networks: { shop: { external: true } },
  });
  expect(file?.left).toEqual(['-d: say `docker compose up -d`']);
});

test('a line without docker run is no Compose file', () => {
  expect(toCompose('docker ps', knowledge)).toBeUndefined();
});

test('a Compose file as commands, in the order of depends_on', () => {
  const { commands, left } = toRun(
    `services:
  web:
    image: nginx
    depends_on: [db]
    ports: ["8080:80", { target: 443, published: 8443 }]
    ulimits: { nofile: { soft: 1, hard: 2 } }
  db:
    image: redis
    volumes: [data:/data]
    environment: { A: 1, B: }
    healthcheck: { test: [CMD, redis-cli, ping], interval: 5s }
volumes: { data: }
`,
    'shop',
  );
  expect(commands).toEqual([
    'docker network create shop_default',
    "docker run -d --name shop-db-1 --env A=1 --env B --volume shop_data:/data --network shop_default --network-alias db --health-cmd 'redis-cli ping' --health-interval 5s redis",
    'docker run -d --name shop-web-1 --publish 8080:80 --publish 8443:443 --network shop_default --network-alias web --ulimit nofile=1:2 nginx',
  ]);
  expect(left).toEqual(['depends_on: `docker run` waits for nothing; the order of the commands is all there is']);
});

test('there and back keeps what docker run said', () => {
  const line = 'docker run -d --name web --env A=1 --publish 80:80 --restart always nginx';
  const file = toCompose(line, knowledge)?.yaml ?? '';
  expect(toRun(file).commands.at(-1)).toBe(
    'docker run -d --name web --env A=1 --restart always --publish 80:80 --network app_default --network-alias web nginx',
  );
});

test('what is no Compose file is told', () => {
  expect(() => toRun('hello')).toThrow('A Compose file has `services` at its top.');
  expect(() => toRun(`a: ${'x'.repeat(100_001)}`)).toThrow('too long');
});
