/** What became of a step: it agrees, differs for a reason that is named, can't be asked, or differs. */
export type Outcome = 'agrees' | 'reason' | 'unasked' | 'differs';
export type Tally = Readonly<Record<Outcome, number>>;

const NONE: Tally = { agrees: 0, reason: 0, unasked: 0, differs: 0 };

export const count = (tally: Tally = NONE, outcome: Outcome, by = 1): Tally => ({
  ...tally,
  [outcome]: tally[outcome] + by,
});

export const sum = (tallies: Iterable<Tally>): Tally =>
  [...tallies].reduce(
    (a, b) => ({
      agrees: a.agrees + b.agrees,
      reason: a.reason + b.reason,
      unasked: a.unasked + b.unasked,
      differs: a.differs + b.differs,
    }),
    NONE,
  );

export const total = ({ agrees, reason, unasked, differs }: Tally): number => agrees + reason + unasked + differs;

/** @returns the share of steps that agree: `97.3 %`, `–` of none. */
export function share(tally: Tally): string {
  const all = total(tally);
  return all === 0 ? '–' : `${(Math.floor((1000 * tally.agrees) / all) / 10).toFixed(1)} %`;
}

/** A table in Markdown: a row a part, and all together. */
export function table(parts: ReadonlyMap<string, Tally>): string {
  const row = (name: string, tally: Tally) =>
    `| ${name} | ${total(tally)} | ${tally.agrees} | ${share(tally)} | ${tally.reason} | ${tally.unasked} | ${tally.differs} |`;
  return [
    '| part | steps | agree | share | differ for a reason | not asked | differ |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...[...parts].map(([name, tally]) => row(name, tally)),
    row('**the whole site**', sum(parts.values())),
  ].join('\n');
}
