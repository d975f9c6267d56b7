/** Linux signal numbers (x86-64). */
export const SIGNALS = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
} as const;
export type Signal = keyof typeof SIGNALS;

export type DefaultAction = 'terminate' | 'ignore' | 'stop' | 'continue';

/** What a signal does to a process that has no handler for it. */
export function defaultAction(signal: Signal): DefaultAction {
  switch (signal) {
    case 'CHLD':
    case 'URG':
    case 'WINCH':
      return 'ignore';
    case 'STOP':
    case 'TSTP':
    case 'TTIN':
    case 'TTOU':
      return 'stop';
    case 'CONT':
      return 'continue';
    default:
      return 'terminate';
  }
}

const byNumber = new Map<number, Signal>(Object.entries(SIGNALS).map(([name, number]) => [number, name as Signal]));
export const signalOf = (number: number): Signal | undefined => byNumber.get(number);

/** Reads `TERM`, `SIGTERM`, `term` or `15`. */
export function parseSignal(text: string): Signal | undefined {
  if (/^\d+$/.test(text)) return signalOf(Number(text));
  const name = text.toUpperCase().replace(/^SIG/, '');
  return name in SIGNALS ? (name as Signal) : undefined;
}
