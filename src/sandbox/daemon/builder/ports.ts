import { BuildError } from './failure.ts';

const MAX_PORT = 65_535;

/** `80`, `90-91/udp`, `127.0.0.1:80:80` as the ports that EXPOSE notes. @throws {BuildError} `invalid containerPort: web` @see docker/go-connections nat */
export function exposedPorts(text: string): string[] {
  const [spec = '', protocol = 'tcp'] = text.split('/');
  const range = spec.slice(spec.lastIndexOf(':') + 1);
  if (range === '') throw new BuildError(`invalid port: ${JSON.stringify(text)}: no port specified`);
  const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
  const [start, end] = [Number(first), Number(last)];
  if (first === '' || start > end || end > MAX_PORT) throw new BuildError(`invalid containerPort: ${range}`);
  const lower = protocol.toLowerCase();
  if (!['tcp', 'udp', 'sctp'].includes(lower)) {
    throw new BuildError(`invalid port: ${JSON.stringify(text)}: invalid proto: ${protocol}`);
  }
  return Array.from({ length: end - start + 1 }, (_, index) => `${start + index}/${lower}`);
}
