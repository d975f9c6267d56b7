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

/** @returns the share of steps that agree, of all: `97.3 %`, `–` of none. */
export const share = (tally: Tally): string => percent(tally.agrees, total(tally));

/** @returns the share of steps that agree, of those that can be asked and compared. */
export const shareOfCompared = (tally: Tally): string => percent(tally.agrees, total(tally) - tally.unasked);

function percent(part: number, all: number): string {
  return all === 0 ? '–' : `${(Math.floor((1000 * part) / all) / 10).toFixed(1)} %`;
}

/** A table in Markdown: a row a part, and all together. */
export function table(parts: ReadonlyMap<string, Tally>): string {
  const row = (name: string, tally: Tally) =>
    `| ${name} | ${total(tally)} | ${tally.agrees} | ${share(tally)} | ${shareOfCompared(tally)} | ${tally.reason} | ${tally.unasked} | ${tally.differs} |`;
  return [
    '| part | steps | agree | of all | of those compared | differ for a reason | not compared | differ |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...[...parts].map(([name, tally]) => row(name, tally)),
    row('**the whole site**', sum(parts.values())),
  ].join('\n');
}
