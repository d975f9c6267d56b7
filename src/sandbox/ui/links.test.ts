import { expect, test } from 'vitest';
import { findLinks, isOfHost } from './links.ts';

const urls = (line: string) => findLinks(line).map(({ url }) => url);

test('URLs, and ports of this machine without a scheme', () => {
  expect(urls('see https://docs.docker.com/go/x/, or http://localhost:8080/a?b=1.')).toEqual([
    'https://docs.docker.com/go/x/',
    'http://localhost:8080/a?b=1',
  ]);
  expect(urls(' * Running on http://127.0.0.1:5000')).toEqual(['http://127.0.0.1:5000']);
  expect(urls('curl localhost:8080')).toEqual(['http://localhost:8080']);
});

test('its place in the line, without the bracket around it', () => {
  const line = 'x (http://a.example/b) y';
  const [link] = findLinks(line);
  expect(line.slice(link?.start, link?.end)).toBe('http://a.example/b');
});

test('what docker ps prints of ports is a link, an image of a registry on localhost is none', () => {
  expect(urls('0.0.0.0:8080->80/tcp, [::]:8080->80/tcp')).toEqual(['http://0.0.0.0:8080']);
  expect(urls('docker push registry.localhost:5000/x a@localhost:22')).toEqual([]);
});

test('javascript: is no link', () => {
  expect(urls('javascript:alert(1) data:text/html,x file:///etc/passwd')).toEqual([]);
});

test('what leads to the host', () => {
  expect(['http://localhost:1/', 'http://127.0.0.1:80', 'https://docker.com'].map(isOfHost)).toEqual([
    true,
    true,
    false,
  ]);
});
