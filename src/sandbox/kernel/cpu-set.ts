import { Errno } from './errno.ts';

/**
 * `3,0-1` in the order and with the ranges that the kernel shows: `0-1,3`.
 *
 * @param last the machine's last one
 * @throws {Errno} EINVAL: not a list; `beyond`: one that the machine hasn't
 */
export function parseCpuSet(text: string, last: number, beyond: 'ERANGE' | 'EINVAL'): string {
  const members = new Set<number>();
  for (const range of text.split(',').filter((each) => each !== '')) {
    const [, first = '', to = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    if (first === '' || Number(to) < Number(first)) throw new Errno('EINVAL');
    if (Number(to) > last) throw new Errno(beyond);
    for (let number = Number(first); number <= Number(to); number++) members.add(number);
  }
  const ranges: string[] = [];
  for (let number = 0; number <= last; number++) {
    if (!members.has(number)) continue;
    const first = number;
    while (members.has(number + 1)) number++;
    ranges.push(first === number ? `${first}` : `${first}-${number}`);
  }
  return ranges.join(',');
}
