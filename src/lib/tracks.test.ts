import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

test('[TRACKS-1] every note stands once in tracks.yaml, and every entry is a note', () => {
  const tracks = parse(readFileSync('src/content/tracks.yaml', 'utf8')) as { id: string; notes: string[] }[];
  const listed = tracks.flatMap((track) => track.notes);
  const files = globSync('**/*.mdx', { cwd: 'src/content/notes' }).map((file) => file.replace(/\.mdx$/, ''));
  expect(listed.toSorted()).toEqual(files.toSorted());
});

test('[TRACKS-2] a note lies in the folder of its track', () => {
  const tracks = parse(readFileSync('src/content/tracks.yaml', 'utf8')) as { id: string; notes: string[] }[];
  for (const { id, notes } of tracks) for (const note of notes) expect(note.split('/')[0]).toBe(id);
});
