import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';
import type { Host } from './host.ts';

const hostWith = (...images: string[]): Host => createTestHost({ images });
const shown = async (host: Host, command: string) => (await host.run(command)).stdout;

test('blobs of a saved image are called by the SHA-256 of their content', async () => {
  const host = hostWith('busybox');
  const sums = await shown(host, 'docker save busybox | tar -x && cd blobs/sha256 && sha256sum *');
  const lines = sums.trim().split('\n');
  expect(lines).toHaveLength(4); // layer, configuration, manifest, and the layer as old engines read it
  for (const line of lines) {
    const [sum, name] = line.split(/\s+/);
    expect(sum).toBe(name);
  }
});

test('index, manifest and configuration lead to each other', async () => {
  const host = hostWith('busybox');
  await host.run('docker save busybox | tar -x');
  const digest = "sed 's/.*sha256:\\([0-9a-f]*\\).*/\\1/'";
  expect(await shown(host, `cat blobs/sha256/$(${digest} index.json) | jq -r .layers[0].mediaType`)).toBe(
    'application/vnd.oci.image.layer.v1.tar\n',
  );
  const layer = await shown(host, "jq -r '.[0].Layers[0]' manifest.json");
  const config = (await shown(host, "jq -r '.[0].Config' manifest.json")).trim();
  expect(`blobs/${(await shown(host, `jq -r .rootfs.diff_ids[0] ${config}`)).replace(':', '/')}`).toBe(layer);
});

test('an image that is loaded is the one that was saved', async () => {
  const host = hostWith('redis');
  const inspect = "docker image inspect redis -f '{{.Id}} {{json .RootFS.Layers}} {{.Size}} {{json .Config.Cmd}}'";
  const before = await shown(host, inspect);
  expect(await shown(host, 'docker save redis -o r.tar; docker rmi -f redis >/dev/null; docker load -i r.tar')).toBe(
    'Loaded image: redis:latest\n',
  );
  expect(await shown(host, inspect)).toBe(before);
});

test('--platform: what the image does not have', async () => {
  const host = hostWith('busybox');
  const { stderr, exit } = await host.run('docker save --platform linux/arm64 busybox -o p.tar');
  expect([stderr, exit]).toEqual([
    'Error response from daemon: no suitable export target found for platform linux/arm64\n',
    1,
  ]);
});
