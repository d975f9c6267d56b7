/** Marks that the host's shell puts into its output: OSC 133;D;CODE BEL ends a command. */
// eslint-disable-next-line no-control-regex -- a terminal control sequence
const MARK = /\x1b\]133;D;(\d+)\x07/g;

/** Finds the end of commands in terminal output that comes in pieces. */
export class CommandMarks {
  #rest = '';

  /** @returns exit codes of the commands that ended in this piece, in order */
  read(piece: string): number[] {
    const text = this.#rest + piece;
    const codes: number[] = [];
    let end = 0;
    for (const match of text.matchAll(MARK)) {
      codes.push(Number(match[1]));
      end = match.index + match[0].length;
    }
    const open = text.lastIndexOf('\x1b');
    this.#rest = open >= end && text.length - open < 16 ? text.slice(open) : '';
    return codes;
  }
}

/** Text as it is read aloud: without control sequences, without prompts' marks. */
export function plainText(output: string): string {
  return (
    output
      // eslint-disable-next-line no-control-regex -- terminal control sequences
      .replace(/\x1b\][^\x07]*\x07|\x1b\[[\d;?]*[ -/]*[@-~]|\x1b[@-Z\\-_]/g, '')
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- bells and the like
      .replace(/[\x00-\x08\x0b-\x1f]/g, '')
  );
}
