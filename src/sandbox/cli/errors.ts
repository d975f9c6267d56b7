/** A value, flag or argument that the command line can't take. The text is Docker's. */
export class UsageError extends Error {}

/** The flags don't parse: the text, the usage line and a hint are printed, exit 125. */
export class FlagError extends Error {}

/** The wrong number of arguments: as FlagError, with a prefix, exit 1. `hint` begins the last line. */
export class ArgumentError extends Error {
  readonly hint: 'Run' | 'See' | 'SRun';

  constructor(message: string, hint: 'Run' | 'See' | 'SRun') {
    super(message);
    this.hint = hint;
  }
}

/** A command ends with this code; a message that isn't empty goes to stderr first. */
export class StatusError extends Error {
  readonly code: number;

  constructor(code: number, message = '') {
    super(message);
    this.code = code;
  }
}

/** A `--format` that doesn't parse, or asks for what isn't there. */
export class TemplateError extends StatusError {}

/** Docker can do it, this host can't yet. */
export class NotSimulatedError extends Error {
  constructor(what: string) {
    super(`drydock: not simulated: ${what}`);
  }
}
