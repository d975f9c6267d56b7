/** How somebody found their own answer, the worst first. */
export const RATINGS = ['missed', 'partly', 'good'] as const;
export type Rating = (typeof RATINGS)[number];
export const RATING_TITLES: Readonly<Record<Rating, string>> = { missed: 'Missed', partly: 'Partly', good: 'Good' };
