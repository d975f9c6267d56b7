/** A day of the changelog: `2026-11-21`, and its lines as Markdown. */
export interface ChangeDay {
  readonly date: string;
  readonly lines: readonly string[];
}

/**
 * Reads CHANGELOG.md: a heading of the second level is a day, a list item a change.
 * @throws for a heading that is no day, as a feed needs one
 */
export function readChanges(markdown: string): ChangeDay[] {
  const [, ...days] = markdown.split(/^## /m);
  return days.map((day) => {
    const [date = '', ...rest] = day.split('\n');
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new Error(`CHANGELOG.md: "## ${date}" is no day (2026-11-21)`);
    return { date, lines: rest.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)) };
  });
}
