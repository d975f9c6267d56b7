import fc from 'fast-check';
import { word } from './text.ts';

const TOP = ['services', 'networks', 'volumes', 'configs', 'secrets', 'name', 'version', 'include', 'x-a'] as const;
const KEYS = [
  'image', 'build', 'command', 'entrypoint', 'environment', 'env_file', 'ports', 'volumes', 'networks', 'depends_on', 'healthcheck', 'test', 'interval', 'restart', 'deploy',
  'replicas', 'resources', 'limits', 'memory', 'cpus', 'labels', 'profiles', 'extends', 'service', 'file', 'scale', 'container_name', 'external', 'name', 'driver', 'ipam', 'config',
  'subnet', 'secrets', 'configs', 'source', 'target', 'published', 'condition', 'context', 'dockerfile', 'args', 'user', 'tmpfs', 'ulimits', 'logging', 'options', 'develop', 'watch',
  'web', 'db', 'a', '<<', 'x-b', 'stop_grace_period', 'cap_add', 'dns', 'extra_hosts', 'network_mode', 'pid', 'content', 'aliases', 'ipv4_address', 'type', 'read_only',
] as const; // prettier-ignore
const SCALARS = [
  'busybox', '.', 'sleep 1000', '80:80', '8081', 'data:/data', './x:/x:ro', 'A=b', '${X}', '${X:-y}', '${X:?no}', '${X', '$$', 'always', 'service_healthy', 'web', 'db', 'net',
  '1s', '64m', '0.5', 'true', 'null', '~', '1', '-1', '1e3', '0x1F', '2026-01-01', '""', '"a', '[', '{', '*a', '&a b', '!!int x', '!!binary x', '!reset null', '|', '>-', '- x', 'host',
  'service:web', 'compose.yaml',
] as const; // prettier-ignore

const scalar = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(...SCALARS) },
  { weight: 1, arbitrary: word.map((text) => JSON.stringify(text)) },
);

const indent = (text: string): string => text.replace(/^/gm, '  ');

const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar.map((text) => ` ${text}`),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('node')), { maxLength: 4 }).map((pairs) => `\n${pairs.map(([key, value]) => `  ${key}:${indent(value).trimStart().replace(/^(?=\S)/, ' ').replace(/^ (?=\w+:)/, `\n    `)}`).join('\n')}`),
    fc.array(scalar, { maxLength: 3 }).map((items) => `\n${items.map((item) => `    - ${item}`).join('\n')}`),
    scalar.map((text) => ` &a ${text}`),
  ),
})); // prettier-ignore

const service = fc.array(fc.tuple(fc.constantFrom(...KEYS), node), { maxLength: 5 }).map((pairs) =>
  pairs.map(([key, value]) => `    ${key}:${indent(indent(value)).trimEnd().replace(/^ +/, ' ')}`).join('\n'),
); // prettier-ignore

/** A file as Compose has them, with whatever in it. */
export const composeFile: fc.Arbitrary<string> = fc
  .tuple(service, fc.boolean(), fc.array(fc.tuple(fc.constantFrom(...TOP), node), { maxLength: 2 }))
  .map(([web, image, rest]) =>
    [
      'services:',
      '  db:',
      '    image: busybox',
      '  web:',
      ...(image ? ['    image: busybox'] : []),
      web,
      ...rest.map(([key, value]) => `${key}:${value}`),
      '',
    ].join('\n'),
  );

const mapping = fc.dictionary(fc.constantFrom<string>(...KEYS), fc.jsonValue({ maxDepth: 3 }), {
  maxKeys: 6,
  noNullPrototype: true,
});

/** The same as JSON, which is YAML: its shape is right, its values are of any type. */
export const composeJson: fc.Arbitrary<string> = fc
  .tuple(
    mapping,
    fc.dictionary(fc.constantFrom<string>(...TOP), fc.jsonValue({ maxDepth: 3 }), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  )
  .map(([web, top]) => JSON.stringify({ services: { web: { image: 'busybox', ...web } }, ...top }));
