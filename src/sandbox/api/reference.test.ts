import { expect, test } from 'vitest';
import { familiarReference, fullReference, InvalidReference, parseReference, withDefaultTag } from './reference.ts';

const HEX = 'a'.repeat(64);

test.each([
  ['nginx', 'docker.io/library/nginx:latest', 'nginx:latest'],
  ['nginx:1.27-alpine', 'docker.io/library/nginx:1.27-alpine', 'nginx:1.27-alpine'],
  ['jenkins/jenkins:lts', 'docker.io/jenkins/jenkins:lts', 'jenkins/jenkins:lts'],
  ['docker.io/nginx', 'docker.io/library/nginx:latest', 'nginx:latest'],
  ['index.docker.io/library/nginx', 'docker.io/library/nginx:latest', 'nginx:latest'],
  ['localhost:5000/lab/app:1', 'localhost:5000/lab/app:1', 'localhost:5000/lab/app:1'],
  ['localhost/app', 'localhost/app:latest', 'localhost/app:latest'],
  ['Foo/bar', 'Foo/bar:latest', 'Foo/bar:latest'],
  ['a.b/c', 'a.b/c:latest', 'a.b/c:latest'],
  ['[::1]:5000/x', '[::1]:5000/x:latest', '[::1]:5000/x:latest'],
  ['foo__bar', 'docker.io/library/foo__bar:latest', 'foo__bar:latest'],
  ['sha256:abc', 'docker.io/library/sha256:abc', 'sha256:abc'],
  [`nginx@sha256:${HEX}`, `docker.io/library/nginx@sha256:${HEX}`, `nginx@sha256:${HEX}`],
])('%s is %s', (text, full, familiar) => {
  const reference = withDefaultTag(parseReference(text));
  expect(fullReference(reference)).toBe(full);
  expect(familiarReference(reference)).toBe(familiar);
});

test.each([
  ['', 'invalid reference format'],
  ['busybox:', 'invalid reference format'],
  ['busybox:latest:1', 'invalid reference format'],
  ['busy box', 'invalid reference format'],
  ['./busybox', 'invalid reference format'],
  ['http://x/y', 'invalid reference format'],
  ['a//b', 'invalid reference format'],
  ['foo/', 'invalid reference format'],
  ['foo___bar', 'invalid reference format'],
  ['foo:-x', 'invalid reference format'],
  ['x@sha256:ABCDEF', 'invalid reference format'],
  ['Busybox', 'invalid reference format: repository name (library/Busybox) must be lowercase'],
  ['localhost/Foo', 'invalid reference format: repository name (Foo) must be lowercase'],
  [HEX, `invalid repository name (${HEX}), cannot specify 64-byte hexadecimal strings`],
  ['a'.repeat(300), 'repository name must not be more than 255 characters'],
  [`x@sha256:${'a'.repeat(40)}`, 'invalid checksum digest length'],
])('%s is refused', (text, message) => {
  expect(() => parseReference(text)).toThrow(new InvalidReference(message));
});
