import type { Cgroup } from '../../kernel/cgroup.ts';
import type { Process } from '../../kernel/process.ts';
import { terminalOf } from '../text/screen.ts';
import type { Call } from '../tool/call.ts';

/** Units that systemd leaves to their services are marked. */
const isDelegated = (name: string): boolean =>
  /^(docker|containerd|systemd-udevd)\.service$|^docker-.*\.scope$/.test(name);

/** systemd-cgls(1): the tree of control groups, with those who live in them. */
export async function runCgls(call: Call): Promise<number> {
  const { process } = call;
  const [path] = call.operands;
  let group = process.kernel.cgroup;
  if (path !== undefined) {
    const names = path
      .replace(/^\/sys\/fs\/cgroup/, '')
      .split('/')
      .filter((name) => name !== '');
    for (const name of names) {
      const child = group.children.get(name);
      if (child === undefined) return call.die('Failed to list cgroup tree: No such file or directory');
      group = child;
    }
  }
  const width = call.has('l') ? undefined : (terminalOf(process, 1)?.size.columns ?? columnsOf(process));
  const lines = [
    ...(path === undefined ? ['CGroup /:', '-.slice'] : [`CGroup ${group.path}:`]),
    ...below(process, group, ''),
  ];
  call.print(
    lines
      .map((line) => `${width !== undefined && line.length > width ? `${line.slice(0, width - 1)}…` : line}\n`)
      .join(''),
  );
  return 0;
}

/** Where the output is no terminal: what the environment says, or 80. */
const columnsOf = (process: Process): number => Number(process.env.get('COLUMNS')) || 80;

/** The kernel lists directories by a hash of the names: what sessions do comes first. */
const FIRST = ['user.slice', 'init.scope'];
const rank = ({ name }: Cgroup): number => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);

function below(reader: Process, group: Cgroup, prefix: string): string[] {
  const children = [...group.children.values()]
    .filter(({ populated }) => populated)
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  const members = [...group.processes].filter(({ status }) => status === undefined);
  const ids = members.map((member) => String(member.pidIn(reader.namespaces.pid) ?? 0));
  const wide = Math.max(0, ...ids.map((id) => id.length));
  const own = members.map((member, index) => {
    const last = index === members.length - 1 && children.length === 0;
    return `${prefix}${last ? '└─' : '├─'}${(ids[index] ?? '').padStart(wide)} ${member.argv.join(' ').replaceAll('\n', ' ')}`;
  });
  const deeper = children.flatMap((child, index) => {
    const last = index === children.length - 1;
    const mark = isDelegated(child.name) ? ' …' : '';
    return [
      `${prefix}${last ? '└─' : '├─'}${child.name}${mark}`,
      ...below(reader, child, prefix + (last ? '  ' : '│ ')),
    ];
  });
  return [...own, ...deeper];
}
