import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

async function replies(files: Record<string, string>, commands: readonly string[]): Promise<string[]> {
  const host = createTestHost({
    images: ['node:22-alpine'],
    files,
    cwd: '/root',
  });
  const script = commands.map((command) => `{ ${command}\n} 2>&1; echo ===`).join('\n');
  const { stdout } = await host.run(script, { timeout: 120_000 });
  return stdout.split('===\n').slice(0, -1);
}

const SERVER = `const http = require('http');
const server = http.createServer((req, res) => {
  if (req.url === '/json') { res.setHeader('Content-Type', 'application/json'); return res.end(JSON.stringify({ on: require('os').hostname() })); }
  res.writeHead(404); res.end('no\\n');
});
server.listen(process.env.PORT, () => console.log('port', server.address().port));
process.on('SIGTERM', () => { console.log('bye'); server.close(() => process.exit(0)); });
`;
const NODE = 'docker run --rm -v .:/app -w /app node:22-alpine node';

test('node serves what its source says, and hears SIGTERM', async () => {
  const [, json, missing, stopped] = await replies({ '/root/server.js': SERVER }, [
    'docker run -d --name web --hostname box -e PORT=3000 -p 8080:3000 -v .:/app -w /app node:22-alpine node server.js; sleep 1',
    'curl -s localhost:8080/json',
    'curl -s -o /dev/null -w "%{http_code}" localhost:8080/',
    'docker stop web >/dev/null; docker logs web; docker inspect -f "{{.State.ExitCode}}" web',
  ]);
  expect(json).toBe('{"on":"box"}');
  expect(missing).toBe('404');
  expect(stopped).toBe('port 3000\nbye\n0\n');
});

test('node: timers, promises, modules, errors and exit codes', async () => {
  const [order, module, thrown, code, absent, unsettled, endless] = await replies(
    {
      '/root/m.mjs': 'import { readFileSync } from "node:fs";\nconsole.log(readFileSync("a.txt", "utf8").trim());\n',
      '/root/a.txt': 'text\n',
      '/root/bad.js': 'const a = 1;\nfunction f() {\n  foo();\n}\nf();\n',
      '/root/wait.mjs': 'await new Promise(() => {});\n',
    },
    [
      `${NODE} -e "setTimeout(() => console.log(3), 50); Promise.resolve().then(() => console.log(2)); console.log(1, { a: ['b'] })"`,
      `${NODE} m.mjs`,
      `${NODE} bad.js; echo $?`,
      `${NODE} -e "process.exit(7)"; echo $?`,
      `${NODE} none.js; echo $?`,
      `${NODE} wait.mjs; echo $?`,
      `${NODE} -e "while (true) {}"; echo $?`,
    ],
  );
  expect(order).toBe("1 { a: [ 'b' ] }\n2\n3\n");
  expect(module).toBe('text\n');
  expect(thrown).toMatch(
    /^\/app\/bad\.js:3\n {2}foo\(\);\n {2}\^\n\nReferenceError: foo is not defined\n {4}at f \(\/app\/bad\.js:3:3\)/,
  );
  expect(thrown).toMatch(/\nNode\.js v22\.21\.1\n1\n$/);
  expect(code).toBe('7\n');
  expect(absent).toContain("Error: Cannot find module '/app/none.js'");
  expect(unsettled).toBe('Warning: Detected unsettled top-level await\n13\n');
  expect(endless).toBe('drydock: not simulated: node: a script that computes for so long without a pause\n1\n');
});

const EXPRESS = `const express = require('express');
const app = express();
app.use(express.json());
app.get('/', (req, res) => res.send('Hello ' + req.query.name));
app.get('/users/:id', (req, res) => res.json({ id: req.params.id }));
app.post('/echo', (req, res) => res.status(201).json(req.body));
app.listen(3000, () => console.log('up'));
`;

test('npm install and express: a project is built and answers', async () => {
  const files = {
    '/root/index.js': EXPRESS,
    '/root/package.json':
      '{"name":"web","version":"1.0.0","scripts":{"start":"node index.js"},"dependencies":{"express":"^5.0.0"}}',
    '/root/Dockerfile': 'FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD ["npm", "start"]\n',
  };
  const [built, home, user, echo, unknown, missing] = await replies(files, [
    'docker build -q -t web . >/dev/null; docker run -d --name web -p 3000:3000 web >/dev/null; sleep 2; docker logs web; docker exec web npm ls',
    "curl -s 'localhost:3000/?name=Bob'",
    'curl -s localhost:3000/users/7',
    'curl -s -w " %{http_code}" -H "Content-Type: application/json" -d "{\\"a\\":1}" localhost:3000/echo',
    'curl -s localhost:3000/none | grep pre',
    `${NODE.replace(/ node$/, '')} npm install lodahs; ${NODE} index.js`,
  ]);
  expect(built).toBe('\n> web@1.0.0 start\n> node index.js\n\nup\nweb@1.0.0 /app\n└── express@5.3.0\n\n');
  expect(home).toBe('Hello Bob');
  expect(user).toBe('{"id":"7"}');
  expect(echo).toBe('{"a":1} 201');
  expect(unknown).toBe('<pre>Cannot GET /none</pre>\n');
  expect(missing).toContain("npm error 404 drydock: not simulated: the package 'lodahs'");
  expect(missing).toContain("Error: Cannot find module 'express'\nRequire stack:\n- /app/index.js\n");
});
