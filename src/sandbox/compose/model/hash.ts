import type { Service } from './service.ts';

/** Does not make a container another one. @see docker/compose hash.go */
const IGNORED = new Set(['build', 'pull_policy', 'scale', 'depends_on', 'profiles', 'name']);

/** Says whether a service is as it was when its container was made: 64 hexadecimal digits, the same for the same service. */
export function serviceHash(service: Service): string {
  const { deploy, ...rest } = service;
  const { replicas: _replicas, ...deployment } = deploy ?? {};
  const kept = Object.fromEntries(Object.entries(rest).filter(([key]) => !IGNORED.has(key)));
  return digest(stable({ ...kept, ...(Object.keys(deployment).length > 0 && { deploy: deployment }) }));
}

/** The same for a network or a volume. */
export const configHash = (config: object): string => digest(stable(config));

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${stable(one)}`).join(',')}}`;
}

/** Not SHA-256: nobody but this host reads it. Eight rounds of FNV-1a, each with its own start. */
function digest(text: string): string {
  let hex = '';
  for (let round = 0; round < 8; round++) {
    let hash = 0x811c9dc5 ^ Math.imul(round + 1, 0x9e3779b1);
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hex += ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, '0');
  }
  return hex;
}
