import type { PortSummary } from '../../api/types/container.ts';

const byPrivatePort = (a: PortSummary, b: PortSummary) =>
  a.PrivatePort - b.PrivatePort ||
  compare(a.IP ?? '', b.IP ?? '') ||
  (a.PublicPort ?? 0) - (b.PublicPort ?? 0) ||
  compare(a.Type, b.Type);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** `0.0.0.0:8080->80/tcp, 443/tcp`; neighbours become ranges. @see docker/cli formatter.DisplayablePorts */
export function displayablePorts(ports: readonly PortSummary[]): string {
  const groups = new Map<string, { first: number; last: number }>();
  const result: string[] = [];
  const mapped: string[] = [];
  const order: string[] = [];
  for (const port of [...ports].sort(byPrivatePort)) {
    const { IP, PrivatePort, PublicPort = 0, Type } = port;
    let key = Type;
    if (IP !== undefined && IP !== '') {
      const host = IP.includes(':') ? `[${IP}]` : IP;
      if (PublicPort !== PrivatePort) {
        mapped.push(`${host}:${PublicPort}->${PrivatePort}/${Type}`);
        continue;
      }
      key = `${host}/${Type}`;
    }
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { first: PrivatePort, last: PrivatePort });
      order.push(key);
    } else if (PrivatePort === group.last + 1) group.last = PrivatePort;
    else {
      result.push(formGroup(key, group.first, group.last));
      groups.set(key, { first: PrivatePort, last: PrivatePort });
    }
  }
  for (const key of order) {
    const group = groups.get(key);
    if (group !== undefined) result.push(formGroup(key, group.first, group.last));
  }
  return [...result, ...mapped].join(', ');
}

function formGroup(key: string, first: number, last: number): string {
  const slash = key.lastIndexOf('/');
  const type = key.slice(slash + 1);
  const range = first === last ? String(first) : `${first}-${last}`;
  return slash < 0 ? `${range}/${type}` : `${key.slice(0, slash)}:${range}->${range}/${type}`;
}
