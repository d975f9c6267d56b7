import { html } from './draw/svg.ts';
import type { ContainerView, KernelView } from './host-state.ts';
import { commandLine, type PanelActions } from './panel.ts';
import { bytesText } from './units.ts';

/** What a namespace keeps apart. */
const KEEPS: Readonly<Record<string, string>> = {
  pid: 'process numbers',
  net: 'interfaces, ports',
  mnt: 'mounts',
  uts: 'host name',
  ipc: 'shared memory',
  cgroup: 'view of cgroups',
  user: 'user numbers',
  time: 'boot clock',
};

const NO_PROCESS = 'No process, so no namespaces and no cgroup: what is left is its writable layer.';
const NOT_LOOKED = 'Of its kernel side nothing is known: inspect does not tell of it.';

/** How the kernel sees a container: namespaces, a cgroup, and directories laid over each other. */
export function kernelSections(container: ContainerView, actions: PanelActions): HTMLElement[] {
  const { kernel, overlay, pid } = container;
  return [
    ...(kernel === undefined
      ? [html('p', { class: 'quiet' }, pid === 0 ? NO_PROCESS : NOT_LOOKED)]
      : [
          html('h5', {}, 'Namespaces'),
          html('ul', { class: 'tiles' }, ...kernel.namespaces.map(namespaceTile)),
          commandLine(`ls -l /proc/${pid}/ns`, actions),
          html('h5', {}, 'Cgroup'),
          gauges(kernel),
          commandLine(`cat /sys/fs/cgroup${kernel.cgroup}/memory.max`, actions),
        ]),
    ...(overlay.upper === ''
      ? []
      : [
          html('h5', {}, 'Overlay directories'),
          html(
            'ul',
            { class: 'overlay' },
            html('li', { class: 'merged' }, `merged: what the container sees as / · ${overlay.merged}`),
            html('li', { class: 'upper' }, `upper: what it has written · ${overlay.upper}`),
            ...overlay.lower.map((path) => html('li', {}, `lower, read-only · ${path}`)),
          ),
          commandLine(`docker diff ${container.name}`, actions),
        ]),
  ];
}

const namespaceTile = ({ type, inode, ofHost }: KernelView['namespaces'][number]): HTMLElement =>
  html(
    'li',
    { class: ofHost ? 'shared' : 'own' },
    html('strong', {}, type),
    html('code', {}, String(inode)),
    html('small', {}, ofHost ? 'the host’s' : `own ${KEEPS[type] ?? ''}`),
  );

function gauges({ cgroup, values }: KernelView): HTMLElement {
  const number = (file: string) => Number(values[file] ?? 0);
  const list = html('dl', { class: 'gauges' });
  const gauge = (name: string, used: number, limit: string | undefined, text: (value: number) => string) => {
    const limited = limit !== undefined && limit !== 'max';
    const value = `${text(used)} of ${limited ? text(Number(limit)) : 'max'}`;
    const meter = html('meter', {
      min: 0,
      max: limited ? limit : 1,
      value: limited ? used : 0,
      'aria-label': `${name}: ${value}`,
    });
    list.append(html('dt', {}, name), html('dd', {}, meter, html('span', { class: 'value' }, value)));
  };
  gauge('memory', number('memory.current'), values['memory.max'], (bytes) => bytesText(bytes, 1024));
  gauge('pids', number('pids.current'), values['pids.max'], String);
  const plain = (name: string, value: string) =>
    list.append(html('dt', {}, name), html('dd', {}, html('span', { class: 'value' }, value)));
  const [quota, period] = (values['cpu.max'] ?? 'max').split(' ').map(Number);
  plain('cpu.max', Number.isNaN(quota) ? 'max' : `${values['cpu.max']} (${quota! / period!} CPU)`);
  plain('cpu.weight', values['cpu.weight'] ?? '');
  return html('div', {}, list, html('p', { class: 'quiet' }, html('code', {}, `/sys/fs/cgroup${cgroup}`)));
}
