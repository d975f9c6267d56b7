import { expect, test } from 'vitest';
import { cutAt, fillIn, findPlaceholders } from './find.ts';

const EXAMPLES = { web: 'container', '8080': 'port', data: 'volume', nginx: 'image' } as const;

test.each([
  ['docker stop web', ['container']],
  ['docker run -d --name web -p 8080:80 nginx', ['container', 'port', 'image']],
  ['docker run -d -p 127.0.0.1:8080:80 nginx', ['port', 'image']],
  ['docker run -v data:/data nginx:1.27', ['volume']],
  ['docker cp web:/etc/nginx/nginx.conf .', ['container']],
  ['docker commit web web:patched', ['container']],
  ['docker volume inspect -f {{.Mountpoint}} data', ['volume']],
  ['docker run --mount type=volume,source=data,target=/data webber', ['volume']],
])('%s: %j', (line, names) => {
  expect(findPlaceholders(line, EXAMPLES).map(({ name }) => name)).toEqual(names);
});

test('the reader’s values take the place of the examples', () => {
  const line = 'docker run -d --name web -p 8080:80 nginx; curl http://web; ls /web';
  expect(fillIn(line, EXAMPLES, { container: 'shop', port: '$PORT' })).toBe(
    'docker run -d --name shop -p $PORT:80 nginx; curl http://shop; ls /web',
  );
});

test('pieces are cut where a placeholder begins and ends', () => {
  const line = 'docker stop web';
  const cut = cutAt([{ text: 'docker' }, { text: ' stop web' }], findPlaceholders(line, EXAMPLES));
  expect(cut.map(({ text, place }) => [text, place?.name])).toEqual([
    ['docker', undefined],
    [' stop ', undefined],
    ['web', 'container'],
  ]);
});
