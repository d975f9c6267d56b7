import { expect, test } from 'vitest';
import { goTimeLayout, goTimeProblem } from './go-time.ts';

test.each([
  ['-1', 'parsing time "-1" as "2006-01-02": cannot parse "-1" as "2006"'],
  ['2020-13-01', 'parsing time "2020-13-01": month out of range'],
  ['2020-02-30', 'parsing time "2020-02-30": day out of range'],
  ['2020-01-1', 'parsing time "2020-01-1" as "2006-01-02": cannot parse "1" as "02"'],
  ['2020-01-01T10:99', 'parsing time "2020-01-01T10:99": minute out of range'],
  ['2020-01-01T10:00:00Zx', 'parsing time "2020-01-01T10:00:00Zx": extra text: "x"'],
  ['-1.5', 'parsing time "-1.5" as "2006-01-02T15:04:05.999999999": cannot parse "-1.5" as "2006"'],
])('a date %s is refused as Go refuses it', (text, problem) => {
  expect(goTimeProblem(goTimeLayout(text), text)).toBe(problem);
});

test.each(['2020-02-29', '2020-01-01T10', '2020-01-01T10:30', '2020-01-01T10:00:00.5Z', '2020-01-01T10:00:00+02:00'])(
  'a date %s is taken',
  (text) => {
    expect(goTimeProblem(goTimeLayout(text), text)).toBeUndefined();
  },
);
