/** Of the bars of the forecast, pixels: two weeks fit on a phone. */
export const BAR = { width: 20, gap: 5, height: 110 } as const;
/** Of a day in the heat map, with its gap. */
export const CELL = 14;

/** Their places are kept on the page until they are drawn. */
export const FORECAST = { width: 14 * (BAR.width + BAR.gap), height: BAR.height + 40 } as const;
export const HEAT_HEIGHT = 7 * CELL + 18;
