import type { Platform } from '../kernel/clock.ts';

/** Node as the machine under a host. `setImmediate` lets sockets and the keyboard in between two turns. */
export function nodePlatform(): Platform {
  return {
    now: () => Date.now(),
    timer(ms, wake) {
      const timer = setTimeout(wake, ms);
      return () => clearTimeout(timer);
    },
    turn: (callback) => void setImmediate(callback),
  };
}
