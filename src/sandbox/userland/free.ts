import { memoryOf } from './memory.ts';
import { humanSizeBusybox } from './text/size.ts';
import type { Tool } from './tool/tool.ts';

export const free: Tool = {
  name: 'free',
  about: 'Show how much memory is used',
  gnu: {
    short: 'bkmghlLtvwc:s:',
    long: 'bytes=b kibi=k mebi=m gibi=g kilo mega giga human=h lohi=l total=t wide=w line=L seconds:=s count:=c si tebi',
    usage: '[options]',
    package: 'procps-ng 4.0.2',
  },
  busybox: { short: 'bkmgh', usage: '[-bkmgh]' },
  async run(call) {
    const { total, used, free: unused, cache } = memoryOf(call.process);
    const unit = { b: 1, k: 1024, m: 2 ** 20, g: 2 ** 30 }[call.options.lastOf('bkmg') ?? 'k'] ?? 1024;
    const human = call.has('h');
    const show = (bytes: number) =>
      human
        ? call.gnu
          ? gnuHuman(bytes)
          : bytes === 0
            ? '0'
            : humanSizeBusybox(bytes)
        : String(Math.floor(bytes / unit));
    const row = (title: string, cells: readonly number[]) =>
      `${title.padEnd(call.gnu ? 8 : 6)}${cells.map((cell, index) => show(cell).padStart(call.gnu || index > 0 ? 12 : 12)).join('')}\n`;
    const width = call.gnu ? 20 : 19;
    call.print(
      `${'total'.padStart(width)}        used        free      shared  buff/cache   available\n` +
        row('Mem:', [total, used, unused, 0, cache, unused + cache]) +
        row('Swap:', [0, 0, 0]),
    );
    if (call.has('t')) call.print(row('Total:', [total, used, unused]));
    return 0;
  },
};

/** `23Gi`, `1.8Gi`, `526Mi`, `0B` */
function gnuHuman(bytes: number): string {
  const units = ['B', 'Ki', 'Mi', 'Gi', 'Ti'];
  let value = bytes;
  let index = 0;
  while (value >= 1000 && index < units.length - 1) {
    value /= 1024;
    index++;
  }
  if (index === 0) return `${value}B`;
  return `${value < 10 ? value.toFixed(1) : String(Math.floor(value))}${units[index] ?? ''}`;
}
