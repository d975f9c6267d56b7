/** A text that is being run, to name its lines in messages. */
export class Source {
  readonly text: string;
  /** Number of its first line. */
  readonly firstLine: number;
  /** `bash`, `./deploy.sh`, `environment`: what stands before `line 3:`. */
  readonly name: string;
  #starts: number[] | undefined;

  constructor(text: string, name: string, firstLine = 1) {
    this.text = text;
    this.name = name;
    this.firstLine = firstLine;
  }

  /** The same text under another name. */
  named(name: string): Source {
    const copy = new Source(this.text, name, this.firstLine);
    copy.#starts = this.#starts ??= lineStarts(this.text);
    return copy;
  }

  /** @param position offset in `text` */
  lineAt(position: number): number {
    const starts = (this.#starts ??= lineStarts(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return this.firstLine + low;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
