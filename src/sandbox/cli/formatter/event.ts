import type { EventMessage } from '../../api/types/system.ts';

/** `2026-11-21T07:50:41.884219711Z container create ID (image=busybox, name=web)` */
export function formatEvent({ Type, Action, Actor, time, timeNano }: EventMessage): string {
  const attributes = Object.entries(Actor.Attributes)
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  const tail = attributes.length > 0 ? ` (${attributes.join(', ')})` : '';
  return `${timestamp(time, timeNano)} ${Type} ${Action} ${Actor.ID}${tail}`;
}

/** A number of JavaScript is exact to 256 ns here: whole microseconds are shown. */
function timestamp(seconds: number, nanoseconds: number): string {
  const whole = nanoseconds === 0 ? BigInt(seconds) * 1_000_000_000n : BigInt(Math.round(nanoseconds / 1000)) * 1000n;
  const date = new Date(Number(whole / 1_000_000n)).toISOString().slice(0, 19);
  return `${date}.${(whole % 1_000_000_000n).toString().padStart(9, '0')}Z`;
}
