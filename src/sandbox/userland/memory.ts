import { decode } from '../kernel/bytes.ts';
import type { Process } from '../kernel/process.ts';

/** Bytes of memory: all, taken, and what the page cache holds. */
export function memoryOf(process: Process): { total: number; used: number; free: number; cache: number } {
  const {
    total = 0,
    free = 0,
    cached = 0,
  } = Object.fromEntries(
    [...decode(process.fs.readFile('/proc/meminfo')).matchAll(/^(\w+): *(\d+) kB$/gm)].flatMap(([, name, size]) => {
      const key = { MemTotal: 'total', MemFree: 'free', Cached: 'cached' }[name ?? ''];
      return key === undefined ? [] : [[key, Number(size) * 1024] as const];
    }),
  );
  return { total, used: total - free - cached, free, cache: cached };
}
