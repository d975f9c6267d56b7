import { CASES, FILES } from './cases.ts';
import { benchHost, must, type Time } from './host.ts';
import { digits, median, timed } from './measure.ts';
import { measureReference } from './reference.ts';
import type { Section } from './report.ts';

const RUNS = { virtual: 15, real: 5 } as const;

async function ours(time: Time, { before, run, reset, after }: (typeof CASES)[number]): Promise<number> {
  const host = benchHost(time, FILES);
  if (before !== undefined) await must(host, `{ ${before}\n} >/dev/null`);
  const times: number[] = [];
  for (let round = -2; round < RUNS[time]; round++) {
    const ms = await timed(() => must(host, run));
    if (round >= 0) times.push(ms);
    if (reset !== undefined) await must(host, reset);
  }
  if (after !== undefined) await must(host, after);
  return median(times);
}

/** Commands beside a real engine. `work` is what the machine computes; `shown` has the pauses of a simulated start. */
export async function commands(reference: boolean): Promise<Section> {
  const rows: string[][] = [];
  for (const one of CASES) {
    const [work, shown] = [await ours('virtual', one), await ours('real', one)];
    const real = reference ? measureReference(one) : undefined;
    rows.push([
      one.name,
      digits(work),
      digits(shown),
      real === undefined ? 'absent' : digits(real),
      real === undefined ? '' : `${digits(real / work)} ×`,
      real === undefined ? '' : `${digits(real / shown)} ×`,
    ]);
  }
  return {
    title: 'Commands beside a real engine',
    about:
      'Medians in milliseconds, one after the other in one run. *Work* is what the host computes, with a virtual clock; *shown* is what a reader waits for with the real clock, which has the pauses of a simulated start or stop. Ratios: how often ours fits into the real one.',
    head: ['command', 'work', 'shown', 'real engine', 'real / work', 'real / shown'],
    rows,
  };
}
