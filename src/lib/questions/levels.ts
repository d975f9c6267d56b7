/** For whom a question is, the easiest first. */
export const LEVELS = ['junior', 'mid', 'senior'] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_TITLES: Readonly<Record<Level, string>> = {
  junior: 'Junior',
  mid: 'Mid-level',
  senior: 'Senior',
};
