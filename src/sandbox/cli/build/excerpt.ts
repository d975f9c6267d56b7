import type { BuildSource } from '../../api/types/build.ts';

const LINE = '--------------------\n';

/** The lines of a Dockerfile around a fault. @see buildkit solver/errdefs/source.go, Print */
export function excerpt({ filename, text, start, end }: BuildSource): string {
  const lines = text.split('\n');
  const last = Math.min(end, lines.length);
  if (start < 1 || start > lines.length) return '';
  let [from, to] = [start, last];
  const padding = last === start ? 4 : 2;
  for (let added = 0; added < padding; added++) {
    if (from > 1) {
      from--;
      added++;
    }
    if (to !== lines.length) {
      to++;
      added++;
    }
  }
  const shown = lines.slice(from - 1, to).map((line, index) => {
    const number = from + index;
    const mark = number >= start && number <= last ? '>>>' : '   ';
    return ` ${String(number).padStart(3)} | ${mark} ${line}\n`;
  });
  return `${filename}:${start}\n${LINE}${shown.join('')}${LINE}`;
}
