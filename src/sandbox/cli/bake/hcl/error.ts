/** Text that is no HCL, or names what isn't there. `message` is hclsyntax's, with its place. */
export class HclError extends Error {
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, columns: string, message: string) {
    super(`${file}:${line},${columns}: ${message}`);
    this.file = file;
    this.line = line;
  }
}

/** HCL that this host doesn't read. */
export class HclNotSimulated extends Error {
  constructor(what: string, line: number) {
    super(`drydock: not simulated: ${what} in a bake file, line ${line}`);
  }
}
