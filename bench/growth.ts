import type { Host } from '../src/sandbox/host/create-host.ts';
import { benchHost, must } from './host.ts';
import { digits, heap, worked } from './measure.ts';
import type { Section } from './report.ts';

/** What grows: commands that bring its number from one size to the next. */
interface Growth {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly grow: (host: Host, from: number, to: number) => Promise<unknown>;
}

const to = (last: number): number[] => {
  const sizes = [last];
  for (let size = last / 2; size >= last / 16; size /= 2) sizes.unshift(size);
  return sizes;
};
const between = (from: number, last: number) => `$(seq ${from + 1} ${last})`;

const GROWTHS: readonly Growth[] = [
  {
    name: 'containers, created',
    sizes: to(10_000),
    grow: (host, from, last) =>
      must(host, `for i in ${between(from, last)}; do docker create --name c$i busybox true; done >/dev/null`),
  },
  {
    name: 'containers, running',
    // A container is two processes, with its shim, and a host has 2,500 (kernel/limits.ts): the next one is refused.
    sizes: to(1_120),
    grow: (host, from, last) =>
      must(host, `for i in ${between(from, last)}; do docker run -d --name c$i busybox sleep 1000000; done >/dev/null`),
  },
  {
    name: 'layers of one image after another',
    sizes: to(10_000),
    grow: async (host, from, last) => {
      for (let layer = from; layer < last; layer += 100) {
        const steps = Array.from({ length: Math.min(100, last - layer) }, (_, step) => `RUN echo ${layer + step} > /f`);
        await must(host, `printf '%s\\n' 'FROM busybox' ${steps.map((step) => `'${step}'`).join(' ')} | docker build -q -`);
      }
    },
  },
  {
    name: 'log lines of one container',
    sizes: to(10_000),
    grow: (host, from, last) =>
      must(host, `[ ${from} -gt 0 ] || docker run -d -i --name log busybox sh >/dev/null
        docker exec log sh -c 'for i in ${between(from, last)}; do echo line $i >/proc/1/fd/1; done'`),
  },
  {
    name: 'files in one directory',
    sizes: to(10_000),
    grow: (host, from, last) => must(host, `mkdir -p /srv/d; cd /srv/d; for i in ${between(from, last)}; do echo $i >f$i; done`),
  },
  {
    name: 'files in the context of a build',
    sizes: to(10_000),
    grow: async (host, from, last) => {
      await must(host, `mkdir -p /srv/b; cd /srv/b; printf 'FROM busybox\\nCOPY . /x\\n' >Dockerfile; for i in ${between(from, last)}; do echo $i >f$i; done`);
      return () => must(host, 'docker build -q /srv/b');
    },
  },
  {
    name: 'lines of a Dockerfile',
    sizes: to(10_000),
    grow: async (host, from, last) => {
      await must(host, `[ ${from} -gt 0 ] || echo FROM busybox >/srv/D; for i in ${between(from, last)}; do echo LABEL l$i=${'x'.repeat(90)}; done >>/srv/D`);
      return () => must(host, 'docker build -q - </srv/D');
    },
  },
]; // prettier-ignore

/** CPU time of one unit at each size; when what is made is then used as a whole, the use is what is measured. */
async function measure({ name, sizes, grow }: Growth): Promise<string[]> {
  const host = benchHost('virtual');
  await must(host, 'mkdir -p /srv; docker run --rm busybox true');
  const before = await heap();
  const units: number[] = [];
  let from = 0;
  for (const size of sizes) {
    let use: unknown;
    const made = await worked(async () => (use = await grow(host, from, size)));
    const whole = typeof use === 'function';
    const ms = whole ? await worked(use as () => Promise<unknown>) : made;
    units.push((ms / (whole ? size : size - from)) * 1_000);
    from = size;
  }
  const bytes = (await heap()) - before;
  const [first = 0] = units;
  const last = units.at(-1) ?? 0;
  return [
    name,
    `${sizes[0]} … ${from}`,
    units.map(digits).join(' · '),
    `${digits(last / first)} ×`,
    digits(bytes / from / 1_024),
  ];
}

/** Doubling numbers: the time of a unit may not grow. */
export async function growth(): Promise<Section> {
  const rows: string[][] = [];
  for (const one of GROWTHS) rows.push(await measure(one));
  return {
    title: 'Growth',
    about:
      'The number doubles four times. CPU time of one unit at each size, in microseconds; the last beside the first (1 × is linear growth of the whole; less is what warms up); heap per unit in KiB. Running containers end where the host does: it has 2,500 processes, a container with its shim is two.',
    head: ['what', 'from … to', 'µs a unit', 'last / first', 'KiB a unit'],
    rows,
  };
}
