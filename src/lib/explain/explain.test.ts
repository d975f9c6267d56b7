import { describe, expect, test } from 'vitest';
import { commandList } from '../command-list.ts';
import { explain } from './explain.ts';

const knowledge = { commands: commandList(), flags: { 'run --rm': 'Gone when it ends' } };
const said = (line: string) => explain(line, knowledge).parts.map(({ text, kind, says }) => `${kind} ${text}: ${says}`);
const kinds = (line: string) => explain(line, knowledge).parts.map(({ text, kind }) => `${kind} ${text}`);

describe('docker', () => {
  test('flags in every spelling, with their values; the image; what runs inside', () => {
    expect(kinds('docker run -itd --rm --name=web -p 8080:80 -eA=1 nginx ls -l')).toEqual([
      'command docker run',
      'flag -i',
      'flag -t',
      'flag -d',
      'flag --rm',
      'flag --name=web',
      'flag -p 8080:80',
      'flag -eA=1',
      'argument nginx',
      'inside ls',
      'inside -l',
    ]);
  });

  test('a value is put into words', () => {
    expect(said('docker run -p 127.0.0.1:8080:80/udp x')[1]).toContain(
      'port 8080 of the host, on 127.0.0.1 alone, leads to port 80 of the container (udp)',
    );
    expect(said('docker run -v data:/d:ro x')[1]).toContain('the volume data at /d, read-only');
    expect(said('docker pull quay.io/a/b:2')[1]).toContain('the image a/b in the registry quay.io, tag 2');
    expect(said('docker run -e A=$B x')[1]).toContain('a value that the shell fills in');
  });

  test("our own words stand before those of Docker's help", () => {
    expect(said('docker run --rm x')[1]).toBe('flag --rm: Gone when it ends');
  });

  test('flags of docker itself; words for places that have no noun; the long form of a port', () => {
    expect(kinds('docker -H ssh://me@far --context=x -D compose ps')).toEqual([
      'command docker compose ps',
      'flag -H ssh://me@far',
      'flag --context=x',
      'flag -D',
    ]);
    expect(said('docker inspect web')[1]).toBe('argument web: the object named web');
    expect(said('docker cp web:/a .').slice(1)).toEqual(['argument web:/a: from web:/a', 'argument .: to .']);
    expect(said('docker exec web ls')[2]).toContain('beside what runs there already');
    expect(said('docker service create -p published=80,target=8080 x')[1]).toContain(
      'port 80 of the host, on every address of the host, leads to port 8080 of the container',
    );
  });

  test('what Docker does not know', () => {
    expect(said('docker run --nope x')[1]).toBe('unknown --nope: docker run has no flag --nope');
    expect(said('docker rnu x')[1]).toBe('unknown rnu: docker has no command rnu');
    expect(kinds('docker-compose up')[0]).toBe('unknown docker-compose');
  });

  test('flags of Compose stand before its command', () => {
    expect(kinds('docker compose -f a.yml up -d web')).toEqual([
      'command docker compose up',
      'flag -f a.yml',
      'flag -d',
      'argument web',
    ]);
  });
});

describe('the shell around it', () => {
  test('operators, redirections, substitutions, and the command within', () => {
    expect(kinds('docker rm $(docker ps -aq) 2>&1 | grep x && echo y')).toEqual([
      'command docker rm',
      'argument $(docker ps -aq)',
      'substitution $(docker ps -aq)',
      'command docker ps',
      'flag -a',
      'flag -q',
      'redirect 2>&1',
      'operator |',
      'program grep',
      'operator &&',
      'program echo',
    ]);
  });

  test('places are those of the line, a pasted prompt included', () => {
    const line = '$ docker ps -a';
    const [command, flag] = explain(line, knowledge).parts;
    expect(line.slice(command?.start, command?.end)).toBe('docker ps');
    expect(line.slice(flag?.start, flag?.end)).toBe('-a');
  });

  test('nothing breaks on what is no command', () => {
    expect(explain('', knowledge).parts).toEqual([]);
    expect(explain('docker run "', knowledge).error).toBeTypeOf('string');
    expect(explain('(((((', knowledge).parts).toEqual([]);
  });
});

test('a command and a flag lead to their notes', () => {
  const notes = {
    run: { title: 'Run', url: '/notes/run/' },
    'run --publish': { title: 'Ports', url: '/notes/ports/' },
  };
  const { parts } = explain('docker container run -p 80:80 -d nginx', { ...knowledge, notes });
  expect(parts.map(({ note }) => note?.title)).toEqual(['Run', 'Ports', undefined, undefined]);
});
