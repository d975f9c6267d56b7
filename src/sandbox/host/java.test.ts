import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

const HELLO = `public class Hello {
    static int half(int x) { return x / 2; }
    public static void main(String[] args) {
        for (int i = 6; i < 8; i++) System.out.println("Hello " + args[0] + " " + half(i));
    }
}
`;
const DOCKERFILE = `FROM openjdk:17 AS build
WORKDIR /app
COPY Hello.java .
RUN javac Hello.java
FROM openjdk:8-jdk
COPY --from=build /app/Hello.class .
CMD ["java", "Hello"]
`;

async function run(script: string): Promise<string> {
  const { stdout, stderr } = await runScript(script, {
    images: ['openjdk:17', 'openjdk:8-jdk'],
    files: { 'Hello.java': HELLO, Dockerfile: DOCKERFILE },
    timeout: 120_000,
  });
  return stdout + stderr;
}
const inside = (script: string) => run(`docker run --rm -v "$PWD:/w" -w /w openjdk:17 sh -c '${script}'`);

test('a class is compiled, archived and run; ints divide as ints', async () => {
  const seen = await inside(
    'javac Hello.java && java Hello you; jar cfe a.jar Hello Hello.class; java -jar a.jar me; java Hello; java Nope',
  );
  expect(seen).toMatch(/^Hello you 3\nHello you 3\nHello me 3\nHello me 3\n/);
  expect(seen).toContain('java.lang.ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0');
  expect(seen).toContain('Caused by: java.lang.ClassNotFoundException: Nope');
});

test('a missing semicolon is pointed at; what is not simulated says so', async () => {
  const seen = await inside('sed -i "s/half(i));/half(i))/" Hello.java; javac Hello.java');
  expect(seen).toMatch(/^Hello\.java:4: error: ';' expected\n {8}for .*\n {90}\^\n1 error\n$/);
  expect(await inside('echo "import java.util.List; class A {}" > A.java; javac A.java')).toBe(
    'drydock: not simulated: Java: import (A.java:1)\n',
  );
});

test('an older Java in the last stage refuses the class', async () => {
  const seen = await run('docker build -q -t hello . >/dev/null && docker run --rm hello');
  expect(seen).toContain('UnsupportedClassVersionError: Hello has been compiled by a more recent version');
  expect(seen).toContain('(class file version 61.0)');
});
