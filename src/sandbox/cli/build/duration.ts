/** Seconds with a digit after the point: `0.1s`. */
export const tenths = (ms: number): string => `${(ms / 1000).toFixed(1)}s`;

/** As logs of a step begin: `0.123`. */
export const thousandths = (ms: number): string => (ms / 1000).toFixed(3);
