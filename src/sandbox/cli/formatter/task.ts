import type { Task } from '../../api/types/task.ts';
import { familiarReference, InvalidReference, parseReference } from '../../api/reference.ts';
import type { Client } from '../../client/client.ts';
import { DaemonError } from '../../client/request.ts';
import type { Io } from '../io.ts';
import { humanDuration } from '../../api/duration.ts';
import { formatRows, isTable, type Row, type Table } from './formatter.ts';
import { naturally } from './natural-order.ts';

const TABLE: Table = {
  typeName: '*task.taskContext',
  headers: {
    ID: 'ID',
    Name: 'NAME',
    Image: 'IMAGE',
    Node: 'NODE',
    DesiredState: 'DESIRED STATE',
    CurrentState: 'CURRENT STATE',
    Error: 'ERROR',
    Ports: 'PORTS',
  },
};
const COLUMNS =
  'table {{.ID}}\t{{.Name}}\t{{.Image}}\t{{.Node}}\t{{.DesiredState}}\t{{.CurrentState}}\t{{.Error}}\t{{.Ports}}';
const LONGEST_ERROR = 30;

export interface TaskListOptions {
  readonly format: string;
  readonly quiet: boolean;
  readonly truncate: boolean;
  /** Names instead of ids. */
  readonly resolve: boolean;
}

/** `busybox:latest@sha256:…` without its digest. */
export function shownImage(image: string): string {
  try {
    const { digest, ...reference } = parseReference(image);
    return digest === undefined ? image : familiarReference(reference);
  } catch (error) {
    if (error instanceof InvalidReference) return image;
    throw error;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The table of `service ps`, `node ps` and `stack ps`. */
export async function showTasks(
  client: Client,
  io: Io,
  tasks: readonly Task[],
  options: TaskListOptions,
): Promise<void> {
  const names = await resolveNames(client, tasks, options.resolve);
  const named = tasks.map((task) => ({ task, name: nameOf(task, names) }));
  named.sort(
    (a, b) =>
      naturally(names.get(a.task.ServiceID) ?? '', names.get(b.task.ServiceID) ?? '') ||
      naturally(a.name, b.name) ||
      (a.task.CreatedAt < b.task.CreatedAt
        ? 1
        : a.task.CreatedAt > b.task.CreatedAt
          ? -1
          : b.task.Version.Index - a.task.Version.Index),
  );
  const format = formatOf(options);
  let before = '';
  const rows = named.map(({ task, name }): Row => {
    const shown = isTable(format) && name === before ? ` \\_ ${name}` : name;
    before = name;
    return taskRow(task, shown, names, io.now(), options.truncate);
  });
  await io.out(formatRows(TABLE, format, rows));
}

function formatOf({ format, quiet }: TaskListOptions): string {
  if (format === '' || format === 'table') return quiet ? '{{.ID}}' : COLUMNS;
  if (format === 'raw') {
    return quiet
      ? 'id: {{.ID}}'
      : 'id: {{.ID}}\nname: {{.Name}}\nimage: {{.Image}}\nnode: {{.Node}}\ndesired_state: {{.DesiredState}}\ncurrent_state: {{.CurrentState}}\nerror: {{.Error}}\nports: {{.Ports}}\n';
  }
  return format;
}

function taskRow(task: Task, name: string, names: ReadonlyMap<string, string>, now: number, truncate: boolean): Row {
  const { Status, DesiredState, Spec, NodeID = '' } = task;
  const error = Status.Err ?? '';
  const long = truncate && error.length > LONGEST_ERROR ? `${error.slice(0, LONGEST_ERROR - 1)}…` : error;
  const ports = (Status.PortStatus.Ports ?? []).map(
    ({ PublishedPort, TargetPort, Protocol }) => `*:${PublishedPort}->${TargetPort}/${Protocol}`,
  );
  const age = humanDuration(now - Date.parse(Status.Timestamp)).toLowerCase();
  return {
    ID: () => (truncate ? task.ID.slice(0, 12) : task.ID),
    Name: () => name,
    Image: () => (truncate ? shownImage(Spec.ContainerSpec.Image) : Spec.ContainerSpec.Image),
    Node: () => names.get(NodeID) ?? NodeID,
    DesiredState: () => capital(DesiredState),
    CurrentState: () => `${capital(Status.State)} ${age} ago`,
    Error: () => (long === '' ? '' : `"${long}"`),
    Ports: () => ports.join(','),
  };
}

const nameOf = ({ ServiceID, Slot, NodeID }: Task, names: ReadonlyMap<string, string>): string =>
  `${names.get(ServiceID) ?? ServiceID}.${Slot ?? names.get(`node ${NodeID}`) ?? NodeID ?? ''}`;

/** Names of services and nodes by their ids; what is gone keeps its id. */
export async function resolveNames(
  client: Client,
  tasks: readonly Task[],
  resolve: boolean,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  if (!resolve) return names;
  const find = async (id: string, name: () => Promise<string>) => {
    if (id === '' || names.has(id)) return;
    try {
      names.set(id, await name());
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      names.set(id, id);
    }
  };
  for (const { ServiceID, NodeID = '' } of tasks) {
    await find(ServiceID, async () => (await client.serviceInspect(ServiceID)).Spec.Name);
    await find(NodeID, async () => (await client.nodeInspect(NodeID)).Description.Hostname);
  }
  return names;
}
