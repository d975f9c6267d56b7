import { expect, test } from 'vitest';
import { explainDockerfile } from './explain.ts';

const TEXT = `ARG BASE=busybox
FROM \${BASE} AS build
ARG VERSION
WORKDIR /src
COPY --chown=app . .
RUN --mount=type=cache,target=/c \\
    make $VERSION

FROM build
CMD make run
`;

const named = (name: string, text = TEXT) => explainDockerfile(text).instructions.find((each) => each.name === name);

test('every instruction has its lines, its stage and words', () => {
  const { instructions, error } = explainDockerfile(TEXT);
  expect(error).toBeUndefined();
  expect(instructions.map(({ name, range, stage }) => `${range.start}-${range.end} ${name} ${stage}`)).toEqual([
    '1-1 ARG ',
    '2-2 FROM build',
    '3-3 ARG build',
    '4-4 WORKDIR build',
    '5-5 COPY build',
    '6-7 RUN build',
    '9-9 FROM 1',
    '10-10 CMD 1',
  ]);
  for (const { effect, invalidatedBy, makesLayer } of instructions) {
    expect(effect).not.toBe('');
    if (makesLayer) expect(invalidatedBy.length).toBeGreaterThan(1);
  }
});

test('steps that change files make layers, settings do not', () => {
  const { instructions } = explainDockerfile(TEXT);
  expect(instructions.filter(({ makesLayer }) => makesLayer).map(({ name }) => name)).toEqual([
    'WORKDIR',
    'COPY',
    'RUN',
  ]);
});

test('a RUN runs anew for the ARGs above it', () => {
  expect(named('RUN')?.invalidatedBy.some((text) => text.includes('VERSION'))).toBe(true);
  expect(named('COPY')?.invalidatedBy.some((text) => text.includes('VERSION'))).toBe(false);
});

test('checks stand at the instruction that trips them', () => {
  expect(named('CMD')?.checks.map(({ name }) => name)).toEqual(['JSONArgsRecommended']);
  expect(named('RUN')?.checks).toEqual([]);
});

test('sizes come from the history of the built image, through the stages', () => {
  const history = [
    { createdBy: 'CMD ["/bin/sh" "-c" "make run"]', size: 0 },
    { createdBy: 'RUN |1 VERSION= /bin/sh -c make $VERSION # buildkit', size: 7 },
    { createdBy: 'COPY . . # buildkit', size: 40 },
    { createdBy: 'WORKDIR /src', size: 0 },
    { createdBy: 'ARG VERSION', size: 0 },
    { createdBy: 'BusyBox 1.37.0', size: 4_000_000 },
  ];
  const { instructions } = explainDockerfile(TEXT, history);
  expect(instructions.map(({ size }) => size)).toEqual([undefined, undefined, 0, 0, 40, 7, undefined, 0]);
  expect(explainDockerfile(TEXT, history.slice(1)).instructions.every(({ size }) => size === undefined)).toBe(true);
});

test('a Dockerfile that does not parse has the refusal and its place', () => {
  expect(explainDockerfile('FROM busybox\nRNU x\n')).toEqual({
    instructions: [],
    error: {
      message: 'dockerfile parse error on line 2: unknown instruction: RNU (did you mean RUN?)',
      range: { start: 2, end: 2 },
    },
  });
});
