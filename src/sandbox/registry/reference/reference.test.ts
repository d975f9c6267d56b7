import { expect, test } from 'vitest';
import { parseReference } from '../../api/reference.ts';
import { decode } from '../../kernel/bytes.ts';
import { programName } from '../../kernel/executable-head.ts';
import { Disk } from '../../kernel/fs/disk.ts';
import { TreeFileSystem } from '../../kernel/fs/tree.ts';
import { RegistryError } from '../registry.ts';
import { mirroredImages, recordedImages } from './data.ts';
import { referenceRegistry } from './index.ts';

const registry = referenceRegistry();
const mirror = referenceRegistry(mirroredImages);
const names = (path: string) => path.split('/').filter(Boolean);

function filesOf(image: string): TreeFileSystem {
  const from = registry.resolve(parseReference(image)).tree();
  return new TreeFileSystem({ type: 'overlay', dev: 1, now: () => 0, nextInode: () => 1, disk: new Disk(), from });
}

function refusal(text: string): string {
  try {
    registry.resolve(parseReference(text));
  } catch (error) {
    if (error instanceof RegistryError) return error.message;
    throw error;
  }
  return 'no error';
}

test.each(Object.keys(recordedImages))('%s is as recorded', (name) => {
  const recorded = recordedImages[name];
  const manifest = registry.resolve(parseReference(name));
  expect(manifest.id).toBe(recorded?.Id);
  expect(manifest.layers.map(({ diffId }) => diffId)).toEqual(recorded?.Layers);
  expect(manifest.layers.reduce((sum, { size }) => sum + size, 0)).toBe(recorded?.Size);
  expect(manifest.history.filter(({ emptyLayer }) => !emptyLayer)).toHaveLength(manifest.layers.length);
  expect(recorded?.RepoDigests).toContain(`${name.split(':')[0]}@${manifest.digest}`);
  expect(manifest.tree()).toBe(manifest.tree());
});

test('roots hold the programs, links, owners and texts of the real ones', () => {
  const debian = filesOf('debian');
  expect(debian.readlink(['bin'])).toBe('usr/bin');
  expect(debian.readlink(names('/usr/bin/sh'))).toBe('dash');
  expect(programName(debian.read(names('/usr/bin/ls'), 0, 512))).toBe('ls');
  expect(debian.stat(names('/usr/bin/passwd'))?.mode).toBe(0o4755);
  expect(debian.stat(names('/etc/shadow'))).toMatchObject({ gid: 42, mode: 0o640 });
  expect(debian.stat(['tmp'])?.mode).toBe(0o1777);
  expect(decode(debian.read(names('/usr/lib/os-release')))).toContain('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"');
  const busybox = filesOf('busybox');
  expect(busybox.readlink(names('/bin/ls'))).toBe('busybox');
  expect(programName(busybox.read(names('/bin/busybox'), 0, 512))).toBe('busybox');
  const redis = filesOf('redis');
  expect(redis.stat(['data'])).toMatchObject({ uid: 100, gid: 101 });
  expect(redis.stat(names('/usr/bin/ps'))).toBeUndefined();
  expect(debian.stat(names('/usr/bin/ps'))).toBeDefined();
  expect(filesOf('nginx').readlink(names('/var/log/nginx/access.log'))).toBe('/dev/stdout');
});

test('a digest names an image too', () => {
  const { digest, id } = registry.resolve(parseReference('redis'));
  expect(registry.resolve(parseReference(`redis@${digest}`)).id).toBe(id);
});

test('what the mirror lacks is refused as the engine does, which has no network', () => {
  const lookup = (host: string) => `dial tcp: lookup ${host} on 192.0.2.53:53: no such host`;
  const hub = `Get "https://registry-1.docker.io/v2/": ${lookup('registry-1.docker.io')}`;
  expect(refusal('nosuchimage')).toBe(hub);
  expect(refusal('busybox:9.99')).toBe(hub);
  expect(refusal('registry.hub.docker.com/ubuntu')).toBe(
    `Get "https://registry.hub.docker.com/v2/": ${lookup('registry.hub.docker.com')}`,
  );
});

test.each(Object.keys(mirroredImages))('%s of the verifying engine has as many layers as its history tells', (name) => {
  const manifest = mirror.resolve(parseReference(name));
  expect(manifest.history.filter(({ emptyLayer }) => !emptyLayer)).toHaveLength(manifest.layers.length);
  expect(manifest.tree().root.names.size).toBeGreaterThan(0);
});

test('what came to the verifying mirror later is not on the recorded one', () => {
  expect(mirror.resolve(parseReference('nginx:1.29')).id).toBe(registry.resolve(parseReference('nginx')).id);
  expect(refusal('nginx:1.29')).toContain('no such host');
});
