import type { HostConnection } from '../host-connection.ts';
import type { ContainerView, KernelView, NamespaceView, ProcessView } from './host-state.ts';

const NAMESPACES = ['pid', 'net', 'mnt', 'uts', 'ipc', 'cgroup', 'user', 'time'] as const;

/** The files of a cgroup that the picture shows. */
const CGROUP_FILES = [
  'memory.current',
  'memory.max',
  'memory.swap.max',
  'cpu.max',
  'cpu.weight',
  'pids.current',
  'pids.max',
] as const;

interface Facts {
  readonly kernel: KernelView;
  readonly processes: readonly ProcessView[];
}

/**
 * What /proc and the cgroups tell of the containers that run, by id. (GET /containers/{id}/top would leave an event and
 * a process number behind at each look.)
 *
 * @throws {Error} when the host is gone
 */
export async function readFacts(
  connection: HostConnection,
  containers: readonly ContainerView[],
): Promise<ReadonlyMap<string, Facts>> {
  const running = containers.filter(({ pid }) => pid > 0);
  if (running.length === 0) return new Map();
  const look = batched(connection);

  const own = look(NAMESPACES.map((type) => `/proc/1/ns/${type}`));
  const first = await Promise.all(
    running.map(async ({ id, pid }) => {
      const [cgroup = null, ...links] = await look([
        `/proc/${pid}/cgroup`,
        ...NAMESPACES.map((type) => `/proc/${pid}/ns/${type}`),
      ]);
      return { id, cgroup: cgroupPath(cgroup), links };
    }),
  );
  const host = (await own).map(inodeOf);
  const second = await Promise.all(
    first.map(async ({ id, cgroup, links }) => {
      if (cgroup === undefined) return undefined; // it has ended since
      const folder = `/sys/fs/cgroup${cgroup}`;
      const texts = await look([`${folder}/cgroup.procs`, ...CGROUP_FILES.map((file) => `${folder}/${file}`)]);
      const values = CGROUP_FILES.map((file, index) => [file, texts[index + 1]?.trim()] as const);
      const namespaces = NAMESPACES.map((type, index): NamespaceView => {
        const inode = inodeOf(links[index] ?? null);
        return { type, inode, ofHost: inode === host[index] };
      });
      const kernel: KernelView = {
        namespaces: namespaces.filter(({ inode }) => inode > 0),
        cgroup,
        values: Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<string, string>,
      };
      return { id, kernel, pids: (texts[0] ?? '').split('\n').filter((line) => line !== '') };
    }),
  );
  const found = await Promise.all(
    second.flatMap((facts) =>
      facts === undefined
        ? []
        : [
            Promise.all(facts.pids.map((pid) => readProcess(look, pid))).then((all) => {
              const processes = all.filter((one) => one !== undefined).sort((a, b) => a.pid - b.pid);
              return [facts.id, { kernel: facts.kernel, processes }] as const;
            }),
          ],
    ),
  );
  return new Map(found);
}

async function readProcess(look: Look, pid: string): Promise<ProcessView | undefined> {
  const [status = null, commandLine = null] = await look([`/proc/${pid}/status`, `/proc/${pid}/cmdline`]);
  if (status === null) return undefined;
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
  const words = (commandLine ?? '').replaceAll('\0', ' ').trim();
  return {
    pid: Number(pid),
    parent: Number(field('PPid')),
    insidePid: Number(field('NSpid').split(/\s+/).at(-1)),
    command: words === '' ? `[${field('Name')}]` : words,
  };
}

type Look = (paths: readonly string[]) => Promise<readonly (string | null)[]>;

/** Puts the questions of one moment into one message. */
function batched(connection: HostConnection): Look {
  let waiting: { paths: readonly string[]; resolve: (texts: readonly (string | null)[]) => void }[] = [];
  let answer: Promise<void> | undefined;

  async function ask(): Promise<void> {
    await Promise.resolve(); // all that is asked in this turn
    const asked = waiting;
    waiting = [];
    answer = undefined;
    const texts = await connection.look(asked.flatMap(({ paths }) => paths));
    let start = 0;
    for (const { paths, resolve } of asked) resolve(texts.slice(start, (start += paths.length)));
  }

  return (paths) =>
    new Promise((resolve, reject) => {
      waiting.push({ paths, resolve });
      answer ??= ask();
      answer.catch(reject);
    });
}

/** `0::/system.slice/docker-….scope` */
const cgroupPath = (text: string | null): string | undefined => /^0::(.*)$/m.exec(text ?? '')?.[1];

/** `net:[4026532251]`; 0 when it can't be told. */
const inodeOf = (link: string | null): number => Number(/\[(\d+)\]/.exec(link ?? '')?.[1] ?? 0);
