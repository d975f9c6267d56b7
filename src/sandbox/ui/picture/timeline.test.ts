import { expect, test } from 'vitest';
import { EMPTY_STATE, type HostState } from './host-state.ts';
import { addMoment, compared, goTo, momentName, NO_TIME, type Timeline } from './timeline.ts';

const state = (): HostState => ({ ...EMPTY_STATE });
const [start, one, two, live] = [state(), state(), state(), state()];
const session: Timeline = [
  { command: '', state: start },
  { command: 'docker pull alpine', state: one },
  { command: 'docker run alpine', state: two },
].reduce(addMoment, NO_TIME);

test('a moment is compared with the one before, or with any other', () => {
  expect(compared(goTo(session, 2), live)).toEqual({ before: one, now: two });
  expect(compared(goTo(session, 2), live).before).toBe(one);
  const against = compared({ ...goTo(session, 2), against: 0 }, live);
  expect([against.before === start, against.now === two]).toEqual([true, true]);
});

test('the end of the slider is now, which goes on', () => {
  const now = goTo(session, 3);
  expect(now.at).toBeUndefined();
  expect(compared(now, live).now).toBe(live);
  expect(compared(now, live).before).toBe(two);
});

test('who looks at the past stays there while commands go on, also when the oldest moments are dropped', () => {
  let timeline = goTo(session, 2);
  timeline = addMoment(timeline, { command: 'true', state: live });
  expect(compared(timeline, live).now).toBe(two);
  for (let count = 0; count < 298; count++) timeline = addMoment(timeline, { command: 'true', state: live });
  expect(timeline.moments).toHaveLength(300);
  expect(compared(timeline, live).now).toBe(two);
});

test('moments are called by their command', () => {
  expect([0, 1, 3, undefined].map((place) => momentName(session, place))).toEqual([
    'the start',
    'after docker pull alpine',
    'now',
    'now',
  ]);
});
