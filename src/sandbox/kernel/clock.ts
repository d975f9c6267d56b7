import { CPU_SLICE_MS } from './limits.ts';

/** What the machine that runs the sandbox gives: wall time, timers and a turn of its event loop. */
export interface Platform {
  /** Milliseconds since the epoch; a fraction is welcome. */
  now(): number;
  /** Calls `wake` after `ms`; the answer cancels it. */
  timer(ms: number, wake: () => void): () => void;
  /** Calls back in a new macrotask, after input and messages have been seen. */
  turn(callback: () => void): void;
}

/** The only source of time in the sandbox. */
export interface Clock {
  /** Milliseconds since the epoch. Two calls never go backwards. */
  now(): number;
  /** Calls `wake` after `ms` on this clock; the answer cancels it. */
  schedule(ms: number, wake: () => void): () => void;
  /** What a step of CPU work takes, ms. */
  readonly stepMs: number;
  /** Counts work that is worth so many steps; the next `breathe` sees it. */
  spend(steps: number): void;
  /** Counts a step of CPU work; now and then a promise to await, so that a busy loop can't starve the rest. */
  breathe(): Promise<void> | undefined;
  /** Resolves in a new turn of the event loop. */
  turn(): Promise<void>;
  /** Waits for work outside of the sandbox, such as loading code: it takes no time, and is not idleness. */
  outside<T>(work: Promise<T>): Promise<T>;
}

const STEPS_BETWEEN_LOOKS = 64;
/** Machines count a timer's milliseconds in 31 bits. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Time of the machine itself; a busy loop yields after 8 ms. */
export function createRealClock(platform: Platform): Clock {
  let steps = 0;
  let sliceStart = platform.now();
  let lastLook = sliceStart;
  let stepMs = 0.001;
  const turn = () => new Promise<void>((resolve) => platform.turn(resolve));
  function schedule(ms: number, wake: () => void): () => void {
    if (ms <= LONGEST_TIMER) return platform.timer(ms, wake);
    let cancel = platform.timer(LONGEST_TIMER, () => (cancel = schedule(ms - LONGEST_TIMER, wake)));
    return () => cancel();
  }
  return {
    now: () => platform.now(),
    schedule,
    turn,
    outside: (work) => work,
    get stepMs() {
      return stepMs;
    },
    spend() {},
    breathe() {
      if (++steps < STEPS_BETWEEN_LOOKS) return undefined;
      steps = 0;
      const now = platform.now();
      if (now - lastLook < CPU_SLICE_MS) stepMs = (now - lastLook) / STEPS_BETWEEN_LOOKS;
      lastLook = now;
      if (now - sliceStart < CPU_SLICE_MS) return undefined;
      return turn().then(() => {
        sliceStart = lastLook = platform.now();
      });
    },
  };
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Where a timer stands, or would stand: by time, then by order. */
function placeOf(timers: readonly Timer[], { at, order }: Timer): number {
  let [low, high] = [0, timers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = timers[middle];
    if (other !== undefined && (other.at < at || (other.at === at && other.order < order))) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Time that passes only while somebody waits for it; the same run gives the same times. */
export interface VirtualClock extends Clock {
  /** Lets time pass until `work` settles; jumps over idle stretches. Rejects with `StalledError` when nothing can happen any more. */
  runUntil<T>(work: Promise<T>): Promise<T>;
  /** Lets `ms` pass. */
  advance(ms: number): Promise<void>;
}

/** Nothing runs, nothing is scheduled, and yet the work isn't done. */
export class StalledError extends Error {
  constructor() {
    super('the host is idle for ever: a process waits for input that nobody types');
  }
}

/** CPU steps that take one virtual millisecond. */
const STEPS_PER_MS = 4_000;
/** Turns of the event loop without work or timers after which the host counts as stalled. */
const IDLE_TURNS = 50;

/** @param start milliseconds since the epoch */
export function createVirtualClock(platform: Pick<Platform, 'turn'>, start: number): VirtualClock {
  let time = start;
  let steps = 0;
  let order = 0;
  /** Those who work, or wait for a turn: time must not jump over them. */
  let busy = 0;
  const timers: Timer[] = [];
  const turn = () => new Promise<void>((resolve) => platform.turn(resolve));

  function fireNext(limit: number): boolean {
    const next = timers[0];
    if (next === undefined || next.at > limit) return false;
    timers.shift();
    time = Math.max(time, next.at);
    next.wake();
    return true;
  }

  return {
    now: () => time,
    stepMs: 1 / STEPS_PER_MS,
    async turn() {
      busy++;
      await turn();
      busy--;
    },
    schedule(ms, wake) {
      const timer: Timer = { at: time + Math.max(0, ms), order: order++, wake };
      timers.splice(placeOf(timers, timer), 0, timer);
      return () => {
        const found = placeOf(timers, timer);
        if (timers[found] === timer) timers.splice(found, 1);
      };
    },
    async outside(work) {
      busy++;
      try {
        return await work;
      } finally {
        busy--;
      }
    },
    spend(more) {
      steps += more;
    },
    breathe() {
      if (++steps < STEPS_PER_MS) return undefined;
      time += Math.floor(steps / STEPS_PER_MS);
      steps %= STEPS_PER_MS;
      busy++;
      return turn().then(() => {
        busy--;
        while (fireNext(time));
      });
    },
    async runUntil(work) {
      let settled = false;
      const done = () => {
        settled = true;
      };
      work.then(done, done);
      let idle = 0;
      for (;;) {
        await turn();
        if (settled) return work;
        if (busy > 0 || fireNext(Infinity)) idle = 0;
        else if (++idle > IDLE_TURNS) throw new StalledError();
      }
    },
    async advance(ms) {
      const end = time + ms;
      do {
        await turn();
      } while (busy > 0 || fireNext(end));
      time = Math.max(time, end);
    },
  };
}
