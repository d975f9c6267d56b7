import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { parseReference } from '../../api/reference.ts';
import { decode } from '../../kernel/bytes.ts';
import { programName } from '../../kernel/executable-head.ts';
import { Disk } from '../../kernel/fs/disk.ts';
import { TreeFileSystem } from '../../kernel/fs/tree.ts';
import { RegistryError } from '../registry.ts';
import { hub } from './index.ts';

const registry = hub();
const names = (path: string) => path.split('/').filter(Boolean);
const resolve = (text: string) => registry.resolve(parseReference(text));
const sizeOf = (text: string) => resolve(text).layers.reduce((sum, { size }) => sum + size, 0);

function filesOf(image: string): TreeFileSystem {
  const from = resolve(image).tree();
  return new TreeFileSystem({ type: 'overlay', dev: 1, now: () => 0, nextInode: () => 1, disk: new Disk(), from });
}
const read = (image: string, path: string) => decode(filesOf(image).read(names(path)));

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof RegistryError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

const IMAGES =
  `hello-world busybox alpine ubuntu debian nginx nginx:alpine nginx:1.27-alpine httpd httpd:alpine redis redis:7-alpine
  postgres postgres:17 postgres:16-alpine mysql mysql:8.4 mongo python python:3.12-slim python:alpine node node:22-alpine node:slim
  openjdk:17-jdk-slim jenkins/jenkins:lts registry registry:2 traefik traefik:v2.11`.split(/\s+/);

test.each(IMAGES)('%s has layers, a history that matches them, a command, and a tree', (image) => {
  const manifest = resolve(image);
  expect(manifest.layers.length).toBeGreaterThan(0);
  expect(manifest.history.filter(({ emptyLayer }) => !emptyLayer)).toHaveLength(manifest.layers.length);
  expect([...(manifest.config.Entrypoint ?? []), ...(manifest.config.Cmd ?? [])].length).toBeGreaterThan(0);
  expect(manifest.history.map(({ createdBy }) => createdBy)).not.toContain('');
  const times = manifest.history.map(({ created }) => created);
  expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))).toBe(true);
  expect(filesOf(image).readdir([]).length).toBeGreaterThan(0);
});

test('sizes are near those of the real images', () => {
  const near = (image: string, bytes: number) => expect(Math.abs(sizeOf(image) / bytes - 1)).toBeLessThan(0.1);
  near('hello-world', 10.1e3);
  near('alpine:3.22', 8.31e6);
  near('ubuntu:24.04', 78.1e6);
  near('debian:12', 117e6);
  near('nginx:alpine', 52.5e6);
  near('python:3.12-slim', 119e6);
  near('node:22-alpine', 160e6);
  near('postgres:17', 438e6);
});

test('images are configured as their Dockerfiles say', () => {
  expect(resolve('nginx').config).toMatchObject({
    Cmd: ['nginx', '-g', 'daemon off;'],
    Entrypoint: ['/docker-entrypoint.sh'],
    ExposedPorts: { '80/tcp': {} },
    StopSignal: 'SIGQUIT',
    Labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' },
  });
  expect(resolve('redis:7').config).toMatchObject({ Volumes: { '/data': {} }, WorkingDir: '/data' });
  expect(resolve('redis').config.Volumes).toBeNull();
  expect(resolve('postgres').config).toMatchObject({ StopSignal: 'SIGINT', Volumes: { '/var/lib/postgresql': {} } });
  expect(Object.keys(resolve('mysql').config.ExposedPorts ?? {})).toEqual(['3306/tcp', '33060/tcp']);
  expect(resolve('jenkins/jenkins:lts').config).toMatchObject({
    User: 'jenkins',
    Volumes: { '/var/jenkins_home': {} },
  });
  expect(resolve('python').config.Env).toContain('PYTHON_VERSION=3.14.7');
  expect(resolve('ubuntu').config.Cmd).toEqual(['/bin/bash']);
  expect(resolve('debian').config.Cmd).toEqual(['bash']);
  expect(resolve('nginx').history.at(-1)?.createdBy).toBe('CMD ["nginx" "-g" "daemon off;"]');
  expect(resolve('nginx').history.at(-3)?.createdBy).toBe('EXPOSE map[80/tcp:{}]');
});

test('tags of one image share it; images on one base share its layers', () => {
  expect(resolve('nginx:1.31').id).toBe(resolve('nginx').id);
  expect(resolve('nginx').layers[0]).toEqual(resolve('redis').layers[0]);
  expect(resolve('nginx').layers[0]?.digest).not.toBe(resolve('debian').layers[0]?.digest);
  expect(new Set(IMAGES.map((image) => resolve(image).id)).size).toBe(IMAGES.length);
});

test('Debian has GNU programs and dash, Alpine has busybox and no bash', () => {
  const debian = filesOf('debian');
  expect(debian.readlink(names('/usr/bin/sh'))).toBe('dash');
  expect(programName(debian.read(names('/usr/bin/bash'), 0, 512))).toBe('bash');
  expect(debian.stat(names('/usr/bin/ps'))).toBeUndefined();
  expect(filesOf('ubuntu').stat(names('/usr/bin/ps'))).toBeDefined();
  const alpine = filesOf('alpine');
  expect(alpine.readlink(names('/bin/sh'))).toBe('/bin/busybox');
  expect(alpine.stat(names('/bin/bash'))).toBeUndefined();
  expect(read('alpine', '/etc/alpine-release')).toBe('3.24.2\n');
  expect(read('alpine', '/usr/lib/os-release')).toContain('PRETTY_NAME="Alpine Linux v3.24"');
  expect(read('debian', '/usr/lib/os-release')).toContain('VERSION="13 (trixie)"');
  expect(read('ubuntu:22.04', '/usr/lib/os-release')).toContain('PRETTY_NAME="Ubuntu 22.04.5 LTS"');
  expect(read('debian', '/etc/passwd')).toMatch(/^root:x:0:0:root:\/root:\/bin\/bash\ndaemon:x:1:1:/);
});

test('hello-world has its text in its executable', () => {
  const hello = filesOf('hello-world').read(['hello'], 0, 2000);
  expect(programName(hello)).toBe('hello');
  expect(decode(hello)).toMatch(/\n\nHello from Docker!\n[^]*get-started\/\n\n\0*$/);
});

test('services have their files', () => {
  expect(read('nginx', '/usr/share/nginx/html/index.html')).toContain('<h1>Welcome to nginx!</h1>');
  expect(filesOf('nginx').readlink(names('/var/log/nginx/access.log'))).toBe('/dev/stdout');
  expect(filesOf('nginx').stat(names('/docker-entrypoint.sh'))?.mode).toBe(0o775);
  expect(read('nginx', '/etc/passwd')).toContain('nginx:x:101:101:');
  expect(read('httpd', '/usr/local/apache2/htdocs/index.html')).toContain('It works!');
  expect(filesOf('redis').stat(['data'])).toMatchObject({ uid: 999, gid: 999 });
});

test('what is not there is refused in the words of the Hub', () => {
  expect(refusal(() => resolve('nosuchimage'))).toBe(
    "not_found: pull access denied for nosuchimage, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
  );
  expect(refusal(() => resolve('nginx:nosuch'))).toBe(
    'not_found: manifest for nginx:nosuch not found: manifest unknown: manifest unknown',
  );
  expect(refusal(() => resolve('ghcr.io/a/b'))).toBe('unavailable: drydock: not simulated: the registry ghcr.io');
  expect(refusal(() => registry.resolve(parseReference('nginx'), { os: 'linux', architecture: 'mips' }))).toBe(
    'not_found: no matching manifest for linux/mips in the manifest list entries',
  );
});

test('a search finds names and descriptions, an exact name first', () => {
  expect(registry.search('nginx')[0]).toMatchObject({ name: 'nginx', official: true });
  expect(registry.search('jenkins')[0]).toMatchObject({ name: 'jenkins/jenkins', official: false });
  expect(registry.search('database').length).toBeGreaterThan(2);
  expect(registry.search('nosuch')).toEqual([]);
});

test('the catalogue is small: 25 KB of the worker, compressed', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/sandbox/registry/hub/index.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    external: ['./src/sandbox/kernel/*', './src/sandbox/api/*'],
  });
  const size = gzipSync(outputFiles[0]?.contents ?? '').length;
  expect(size).toBeGreaterThan(10_000);
  expect(size).toBeLessThan(25 * 1024);
});
