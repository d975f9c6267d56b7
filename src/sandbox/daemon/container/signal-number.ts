import { SIGNALS, parseSignal, signalOf, type Signal } from '../../kernel/signal.ts';

const RTMIN = 34;
const RTMAX = 64;

/**
 * A signal by name or number as the daemon reads it: any number but 0, whether Linux has it or not.
 *
 * @returns undefined for what is none
 * @see moby/sys/signal, ParseSignal
 */
export function signalNumber(text: string): number | undefined {
  if (/^[+-]?\d+$/.test(text)) return Number(text) === 0 ? undefined : Number(text);
  const signal = parseSignal(text);
  return signal === undefined ? realtime(text) : SIGNALS[signal];
}

/** `SIGRTMIN`, `RTMIN+15`, `SIGRTMAX-14` */
function realtime(text: string): number | undefined {
  const [, end, sign, count = '0'] = /^(?:SIG)?(RTMIN|RTMAX)(?:([+-])(\d+))?$/i.exec(text) ?? [];
  const isMin = end?.toUpperCase() === 'RTMIN';
  if (end === undefined || Number(count) > (isMin ? 15 : 14)) return undefined;
  if (sign !== undefined && (sign === '+') !== isMin) return undefined;
  return isMin ? RTMIN + Number(count) : RTMAX - Number(count);
}

export const isSignal = (text: string): boolean => signalNumber(text) !== undefined;

export const isLinuxSignal = (number: number): boolean => number >= 1 && number <= RTMAX;

/** The kernel's signal of that number. A real-time signal is none: process 1, where `docker kill` sends it, ignores it. */
export const kernelSignal = (number: number): Signal | undefined => signalOf(number);
