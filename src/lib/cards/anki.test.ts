import { expect, test } from 'vitest';
import { ankiText } from './anki.ts';
import type { Card } from './card.ts';
import { outputCard, rowCards, termCard } from './make.ts';

const CARDS: readonly Card[] = [
  termCard({ id: 'cgroup', term: 'Cgroup', also: [], text: 'A group of processes <b> with {{limits}}.', notes: [] }),
  termCard({ id: 'layer', term: 'Layer', also: [], text: 'A layer is a set; layers stack.', notes: [] }),
  ...rowCards({
    sheet: 'images',
    title: 'Images',
    task: 'Say "hi"\tnow',
    command: 'docker run -e \'A="b"\' alpine && echo <x>',
    does: 'Two\nlines.',
  }),
];

/** Anki's text format: headers `#key:value`, then CSV rows of the named separator. @see docs.ankiweb.net/importing/text-files.html */
function parseAnki(text: string): { headers: Record<string, string>; rows: string[][] } {
  const headers: Record<string, string> = {};
  let rest = text;
  for (let match = /^#([a-z ]+):(.*)\n/.exec(rest); match !== null; match = /^#([a-z ]+):(.*)\n/.exec(rest)) {
    headers[match[1] ?? ''] = match[2] ?? '';
    rest = rest.slice(match[0].length);
  }
  expect(headers['separator']).toBe('tab');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < rest.length) {
    const [whole = '', quoted, bare = ''] = /^(?:"((?:[^"]|"")*)"|([^\t\n"]*))/.exec(rest.slice(at)) ?? [];
    row.push(quoted?.replaceAll('""', '"') ?? bare);
    at += whole.length;
    const end = rest[at];
    at += 1;
    if (end === '\n') {
      rows.push(row);
      row = [];
    } else if (end !== '\t') throw new Error(`no separator at ${at}: ${String(end)}`);
  }
  return { headers, rows };
}

test('a parser of Anki’s text format reads every card', () => {
  const { headers, rows } = parseAnki(ankiText(CARDS, 'https://site'));
  expect(headers).toEqual({
    separator: 'tab',
    html: 'true',
    'guid column': '1',
    'notetype column': '2',
    'deck column': '3',
    'tags column': '4',
  });
  expect(rows).toHaveLength(CARDS.length);
  for (const row of rows) expect(row).toHaveLength(6);
  expect(rows.map(([guid]) => guid)).toEqual(CARDS.map(({ id }) => `drydock-${id}`));
  expect(rows.map(([, type]) => type)).toEqual(['Cloze', 'Cloze', 'Basic', 'Basic']);
});

test('clozes have their gap, markup and quotes are kept as text', () => {
  const { rows } = parseAnki(ankiText(CARDS, 'https://site'));
  expect(rows[0]?.[4]).toBe('{{c1::Cgroup}}: A group of processes &lt;b&gt; with &#123;{limits}}.');
  expect(rows[1]?.[4]).toBe('A {{c1::Layer}} is a set; {{c1::Layer}} stack.');
  expect(rows[2]?.[4]).toBe('Say &quot;hi&quot;\tnow');
  expect(rows[2]?.[5]).toContain(
    "<code>docker run -e 'A=&quot;b&quot;' alpine &amp;&amp; echo &lt;x&gt;</code><br>Two<br>lines.",
  );
});

const SOURCE = {
  ...{ id: 'volumes/named', url: '/interview/volumes/#named', note: 'volumes/named-volumes' },
  ...{ before: ['docker volume create db'], command: 'docker volume ls', output: 'DRIVER    NAME\nlocal     <db>' },
};

test('what a command printed keeps its lines and columns in Anki', () => {
  const card = outputCard(SOURCE);
  const { rows } = parseAnki(ankiText(card === undefined ? [] : [card], 'https://site'));
  expect(rows[0]?.[4]).toBe(
    '<pre>$ docker volume create db</pre>Then this was printed:<pre>DRIVER    NAME\nlocal     &lt;db&gt;</pre>Which command prints it?',
  );
  expect(rows[0]?.[5]).toContain('<pre>docker volume ls</pre>');
});

test('output that tells nothing, or runs over, makes no card', () => {
  expect(outputCard(SOURCE)).toBeDefined();
  for (const output of ['', '0', 'a'.repeat(64), 'word\n'.repeat(20), 'word '.repeat(60)])
    expect(outputCard({ ...SOURCE, output })).toBeUndefined();
  for (const command of ['cat file', "docker run --rm alpine sh -c 'echo a'", `docker run ${'alpine '.repeat(20)}`])
    expect(outputCard({ ...SOURCE, command })).toBeUndefined();
});
