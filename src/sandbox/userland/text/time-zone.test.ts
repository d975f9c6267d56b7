import { expect, test } from 'vitest';
import { runScript } from '../../runtimes/test-host.ts';

const SUMMER = '1750000000';
const WINTER = '1735689600';

/** What the reference engine's containers said, 2026-11-21. */
test.each([
  ['UTC-3', 'busybox', 'UTC +0300 18:06', 'UTC +0300 03:00'],
  ['EST5EDT', 'busybox', 'EDT -0400 11:06', 'EST -0500 19:00'],
  ['Europe/Berlin', 'busybox', 'Europe +0000 15:06', 'Europe +0000 00:00'],
  ['Europe/Berlin', 'debian', 'CEST +0200 17:06', 'CET +0100 01:00'],
  ['CET-1CEST,M3.5.0,M10.5.0/3', 'busybox', 'CEST +0200 17:06', 'CET +0100 01:00'],
  ['<+03>-3', 'debian', '+03 +0300 18:06', '+03 +0300 03:00'],
  ['Asia/Kolkata', 'debian', 'IST +0530 20:36', 'IST +0530 05:30'],
  ['foo5', 'debian', 'foo -0500 10:06', 'foo -0500 19:00'],
])('with TZ=%s the date of %s is local', async (zone, image, summer, winter) => {
  const line = (at: string) => `docker run --rm -e 'TZ=${zone}' ${image} date -d @${at} '+%Z %z %H:%M'`;
  const { stdout } = await runScript(`${line(SUMMER)}\n${line(WINTER)}`, { images: [image] });
  expect(stdout).toBe(`${summer}\n${winter}\n`);
});

test('a date that is given is one of the zone, unless it says another', async () => {
  const { stdout } = await runScript(
    `export TZ=UTC-3; date -d '2025-01-01 12:00' +%s; date -d '2025-01-01 12:00 UTC' +%s; date -u -d @0 +%H:%M`,
  );
  expect(stdout).toBe('1735722000\n1735732800\n00:00\n');
});
