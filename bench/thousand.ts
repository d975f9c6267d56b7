import { benchHost, must } from './host.ts';
import { digits, heap, medianOf } from './measure.ts';
import type { Section } from './report.ts';

const COUNT = 1_000;
const MB = 1e6;

/** A thousand containers that run. */
export async function thousand(): Promise<Section> {
  const before = await heap();
  const host = benchHost('virtual');
  await must(host, 'docker run --rm busybox true');
  const empty = await heap();
  await must(host, `for i in $(seq ${COUNT}); do docker run -d --name c$i busybox sleep 1000000; done >/dev/null`);
  const full = await heap();
  const list = await medianOf(15, () => must(host, 'docker ps'), 5);
  return {
    title: 'A thousand running containers',
    about: 'Heap after a collection. The code itself is part of the host without containers.',
    head: ['what', 'measured', 'wanted'],
    rows: [
      ['`docker ps`, ms', digits(list), 'below 20'],
      ['heap of the whole process, MB', digits(full / MB), 'below 64'],
      ['of which containers, MB', digits((full - empty) / MB), ''],
      ['of which a host without containers, MB', digits((empty - before) / MB), ''],
    ],
  };
}
