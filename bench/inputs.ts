import { benchHost, must } from './host.ts';
import { digits, medianOf, timed } from './measure.ts';
import type { Section } from './report.ts';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** What is far larger than anybody writes. */
export async function inputs(): Promise<Section> {
  const dockerfile = `FROM busybox\n${lines(10_000, (index) => `LABEL l${index}=${'x'.repeat(88)}\n`)}`;
  const files = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`ctx/d${index % 100}/f${index}`, `${index}\n`]));
  const host = benchHost('virtual', { 'big/Dockerfile': dockerfile, 'ctx/Dockerfile': 'FROM busybox\nCOPY . /x\n', ...files });
  await must(host, 'docker run --rm busybox true');
  return {
    title: 'Large inputs',
    about: 'Milliseconds, once or as a median of three.',
    head: ['what', 'ms'],
    rows: [
      ['build with a Dockerfile of 1 MB', digits(await medianOf(3, () => must(host, 'docker build -q --no-cache big'), 1))],
      ['build with a context of 10,000 files', digits(await timed(() => must(host, 'docker build -q ctx')))],
      ['the same again, cached', digits(await medianOf(3, () => must(host, 'docker build -q ctx'), 1))],
      ['`seq 1000000 | wc -l`', digits(await medianOf(3, () => must(host, 'seq 1000000 | wc -l'), 1))],
      ['a pipeline of 1,000 `cat`', digits(await medianOf(3, () => must(host, `echo a${' | cat'.repeat(1_000)}`), 1))],
    ],
  };
} // prettier-ignore
