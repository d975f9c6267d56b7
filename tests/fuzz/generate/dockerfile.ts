import fc from 'fast-check';
import { word } from './text.ts';

const KEYWORDS = [
  'FROM', 'RUN', 'CMD', 'LABEL', 'MAINTAINER', 'EXPOSE', 'ENV', 'ADD', 'COPY', 'ENTRYPOINT', 'VOLUME', 'USER', 'WORKDIR', 'ARG', 'ONBUILD', 'STOPSIGNAL',
  'HEALTHCHECK', 'SHELL', 'from', 'Run', 'NOPE', '#', '# syntax=x', '# escape=`', '# check=skip=all',
] as const; // prettier-ignore
const ARGUMENTS = [
  'busybox', 'scratch', 'busybox AS a', 'a', 'busybox AS 0', '--platform=$X busybox', 'true', 'echo hi > /f', '["sh","-c","true"]', '["sh"', '[]', '[1]', 'a=b', 'a b',
  'a="b c" d', '. /app', 'nobody /x', '--from=a /f /g', '--from=0 . .', '--chown=1:2 . /x', '--chmod=999 . /', '--link . /x', '--parents . /x', '80', '80/tcp 90-99/udp',
  '99999', '${X:-y}', '${X', '$X', '${X:?no}', 'X=${X}', '/data', '["/a","/b"]', 'root:root', '0', '/', '../..', 'NONE', 'CMD true', '--interval=1s CMD true', '9', 'SIGX',
  '<<EOF\necho hi\nEOF', '<<EOF /f\nhi\nEOF', '<<EOF', "<<-'E' <<F\na\nE\nb\nF", '--mount=type=cache,target=/c true', '--mount=type=bind,from=a true', '--mount=x true', '\\\n  true',
  'true \\', '--network=none true', 'RUN true', 'FROM busybox', 'http://x/y /z', '*.txt /d/', '[a /', '--nope x', '""', "'", '\\',
] as const; // prettier-ignore

const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...KEYWORDS), fc.constantFrom(...ARGUMENTS)).map((two) => two.join(' ')) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...KEYWORDS), word).map((two) => two.join(' ')) },
  { weight: 1, arbitrary: word },
); // prettier-ignore

/** Instructions that often belong together, and often don't. */
export const dockerfile: fc.Arbitrary<string> = fc
  .tuple(fc.boolean(), fc.array(line, { maxLength: 7 }), fc.constantFrom('\n', '\n', '\r\n', '\n\n'))
  .map(([begins, lines, end]) => [...(begins ? ['FROM busybox'] : []), ...lines].join(end) + end);
