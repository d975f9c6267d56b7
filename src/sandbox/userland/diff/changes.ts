/** Lines `from` to `fromEnd` of the old text became `to` to `toEnd` of the new one; ends are exclusive. */
export interface Change {
  readonly from: number;
  readonly fromEnd: number;
  readonly to: number;
  readonly toEnd: number;
}

/** The fewest changes between two lists of lines. @see Myers, An O(ND) Difference Algorithm */
export function changesBetween(before: readonly string[], after: readonly string[]): Change[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const pairs = commonLines(before.slice(start, before.length - tail), after.slice(start, after.length - tail));
  const changes: Change[] = [];
  let [from, to] = [start, start];
  const ends = [before.length - tail - start, after.length - tail - start] as const;
  for (const [x, y] of [...pairs, ends]) {
    const [fromEnd, toEnd] = [x + start, y + start];
    if (fromEnd > from || toEnd > to) changes.push({ from, fromEnd, to, toEnd });
    [from, to] = [fromEnd + 1, toEnd + 1];
  }
  return changes;
}

/** Pairs of lines that stay, by Myers' greedy search. */
function commonLines(before: readonly string[], after: readonly string[]): (readonly [number, number])[] {
  const [n, m] = [before.length, after.length];
  if (n === 0 || m === 0) return [];
  const reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let depth = 0; depth <= n + m; depth++) {
    trace.push(new Map(reach));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const down = goesDown(reach, diagonal, depth);
      let x = down ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1;
      let y = x - diagonal;
      while (x < n && y < m && before[x] === after[y]) {
        x++;
        y++;
      }
      reach.set(diagonal, x);
      if (x >= n && y >= m) return walkBack(trace, n, m);
    }
  }
  return [];
}

const goesDown = (reach: ReadonlyMap<number, number>, diagonal: number, depth: number): boolean =>
  diagonal === -depth || (diagonal !== depth && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0));

function walkBack(trace: readonly Map<number, number>[], n: number, m: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [n, m];
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const reach = trace[depth] ?? new Map<number, number>();
    const diagonal = x - y;
    const previous = goesDown(reach, diagonal, depth) ? diagonal + 1 : diagonal - 1;
    const px = reach.get(previous) ?? 0;
    const py = px - previous;
    while (x > px && y > py && x > 0 && y > 0) pairs.push([--x, --y]);
    if (depth > 0) [x, y] = [px, py];
  }
  return pairs.reverse();
}
