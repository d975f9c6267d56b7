/** A word of a shell line as it was written, quotes and all. */
export interface ShellWord {
  readonly text: string;
  /** Offsets in the line. */
  readonly start: number;
  readonly end: number;
}

/** @returns the words of each simple command of a line, those in `$(…)` as a command of its own, by where they end. */
export function shellWords(line: string): ShellWord[][] {
  const done: ShellWord[][] = [];
  const open: ShellWord[][] = [[]];
  let start = -1;
  const words = (): ShellWord[] => open[open.length - 1] ?? [];
  const endWord = (end: number): void => {
    if (start >= 0) words().push({ text: line.slice(start, end), start, end });
    start = -1;
  };
  const endCommand = (end: number): void => {
    endWord(end);
    done.push(words());
    open[open.length - 1] = [];
  };
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (char === "'" || char === '"') {
      if (start < 0) start = at;
      at = closing(line, at);
    } else if (line.startsWith('$(', at)) {
      endWord(at);
      open.push([]);
      at += 1;
    } else if (char === ')' && open.length > 1) {
      endCommand(at);
      open.pop();
    } else if (/[|&;\n]/.test(char)) endCommand(at);
    else if (/\s/.test(char)) endWord(at);
    else if (start < 0) start = at;
  }
  while (open.length > 0) {
    endCommand(line.length);
    open.pop();
  }
  return done.filter((command) => command.length > 0).sort((a, b) => (a[0]?.start ?? 0) - (b[0]?.start ?? 0));
}

/** @returns where the quote ends that begins here; the end of the line for one that doesn't. */
function closing(line: string, at: number): number {
  const end = line.indexOf(line[at] ?? '', at + 1);
  return end < 0 ? line.length - 1 : end;
}
