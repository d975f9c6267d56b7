import { beforeEach, expect, test, vi } from 'vitest';
import type { FromHost, HostPort, ToHost } from '../runtimes/messages.ts';
import { bootEarly, takeEarly } from './early-host.ts';

const START = { images: ['alpine'], files: {} };

/** A runtime whose messages the test writes. */
function fakePort() {
  const posted: ToHost[] = [];
  let take: (message: FromHost) => void = () => {};
  let fail: (reason: string) => void = () => {};
  let ended = false;
  const port: HostPort = {
    post: (message) => void posted.push(message),
    onMessage: (listener) => void (take = listener),
    onError: (listener) => void (fail = listener),
    end: () => void (ended = true),
  };
  return {
    port,
    posted,
    say: (message: FromHost) => take(message),
    fail: (reason: string) => fail(reason),
    ended: () => ended,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => {
    vi.runAllTimers();
    vi.useRealTimers();
  };
});

test('whoever takes it hears what it said before, and does not start it again', () => {
  const { port, posted, say } = fakePort();
  bootEarly(START, () => port);
  say({ type: 'failed', message: 'no image' });
  const taken = takeEarly({ images: ['alpine'], files: {} });
  const heard: FromHost[] = [];
  taken?.onMessage((message) => heard.push(message));
  taken?.post({ type: 'start', start: START });
  taken?.post({ type: 'ping' });
  say({ type: 'pong' });
  expect(heard.map(({ type }) => type)).toEqual(['failed', 'pong']);
  expect(posted.map(({ type }) => type)).toEqual(['start', 'ping']);
  expect(takeEarly(START)).toBeUndefined();
});

test('a host of another start state is not taken', () => {
  bootEarly(START, () => fakePort().port);
  expect(takeEarly({ images: [], files: {} })).toBeUndefined();
});

test('one that failed or that nobody took is forgotten', () => {
  const failing = fakePort();
  bootEarly(START, () => failing.port);
  failing.fail('offline');
  expect(takeEarly(START)).toBeUndefined();
  const idle = fakePort();
  bootEarly(START, () => idle.port);
  vi.advanceTimersByTime(60_000);
  expect(idle.ended()).toBe(true);
  expect(takeEarly(START)).toBeUndefined();
});

test('an error after it was taken is told', () => {
  const { port, fail } = fakePort();
  bootEarly(START, () => port);
  const told: string[] = [];
  const taken = takeEarly(START);
  taken?.onError((reason) => told.push(reason));
  taken?.onMessage(() => {});
  fail('out of memory');
  expect(told).toEqual(['out of memory']);
});
