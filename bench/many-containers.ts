import type { Page } from 'playwright-core';

/** Draws many containers and measures, in the page; times in ms. */
const MEASURE = `(async () => {
  const networks = Array.from({ length: 5 }, (_, n) => ({ id: 'n' + n, name: 'net' + n, driver: 'bridge', subnet: '172.2' + n + '.0.0/16', gateway: '', internal: false, connects: true, inspect: {} }));
  const make = (status) => ({
    networks, volumes: [],
    images: [{ id: 'i', name: 'nginx', tags: ['nginx'], size: 1, layers: ['a', 'b', 'c'], inspect: {} }],
    containers: Array.from({ length: 200 }, (_, i) => ({
      id: 'c' + i, name: 'web-' + i, image: 'nginx', imageId: 'i', status: status(i), exitCode: 0, pid: 100 + i, networkMode: 'net' + (i % 5),
      endpoints: [{ network: 'net' + (i % 5), address: '172.2' + (i % 5) + '.0.' + i, names: ['web-' + i] }],
      ports: [], mounts: [], processes: [], overlay: { upper: '', work: '', merged: '', lower: [] },
      inspect: { State: { StartedAt: '' }, NetworkSettings: { Networks: {} } },
    })),
  });
  const frame = () => new Promise(requestAnimationFrame);
  const frames = async (ms, work) => {
    let count = 0;
    for (const end = performance.now() + ms; performance.now() < end; count++) { work?.(count); await frame(); }
    return count;
  };
  const time = (work, box) => { const start = performance.now(); work(); box.getBoundingClientRect(); return performance.now() - start; };
  const least = (all) => Math.min(...all); // other work of the machine only adds
  const Picture = customElements.get('host-picture');
  const running = make(() => 'running');
  const first = [], plain = [], again = [];
  const idle = await frames(500);
  let picture;
  for (let round = 0; round < 5; round++) {
    picture?.remove();
    picture = new Picture();
    document.body.prepend(picture);
    picture.style.cssText = 'width: 1200px; height: 700px';
    picture.getBoundingClientRect();
    first.push(time(() => picture.show(running), picture));
    const markup = picture.querySelector('svg').outerHTML;
    const box = document.createElement('div');
    document.body.prepend(box);
    plain.push(time(() => (box.innerHTML = markup), box));
    box.remove();
    await frame();
    again.push(time(() => picture.show(make((i) => (i === 7 ? 'paused' : 'running'))), picture));
    await frame();
  }
  // Every container changes, again and again, and is animated.
  let moving = 0;
  for (let round = 0; round < 4; round++) {
    moving = Math.max(moving, await frames(500, (n) => { if (n % 15 === 0) picture.show(make((i) => ((i + n) % 2 ? 'exited' : 'running'))); }));
  }
  const cards = picture.querySelectorAll('.card').length;
  picture.remove();
  return { first: least(first), plain: least(plain), again: least(again), idle: idle * 2, moving: moving * 2, cards };
})()`;

export interface Measured {
  readonly first: number;
  readonly plain: number;
  readonly again: number;
  /** Frames a second. */
  readonly idle: number;
  readonly moving: number;
  readonly cards: number;
}

/** Draws 200 containers on 5 networks in a page that shows a picture. */
export const drawMany = (page: Page): Promise<Measured> => page.evaluate<Measured>(MEASURE);
