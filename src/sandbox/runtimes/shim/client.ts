import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import { join, relative } from 'node:path';
import type { Frame, RunRequest } from './frame.ts';

/** A host is up within so long, ms. */
const PATIENCE_MS = 20_000;
/** Files of the directory that a command may read: a build's context, a Compose file. */
const LARGEST_FILE = 1_000_000;
const LARGEST_TREE = 8_000_000;
const LEFT_OUT = new Set(['node_modules', '.git']);

/** Runs `docker …` on the machine's host, which is started if it isn't there. @returns the exit code */
export async function runDocker(port: number, args: readonly string[]): Promise<number> {
  const cwd = process.cwd();
  const stdin = process.stdin.isTTY || !args.some((arg) => arg === '-' || /^-[a-z]*i|^--interactive/.test(arg));
  const request: RunRequest = { args, cwd, files: await filesBelow(cwd), stdin: stdin ? '' : await readStdin() };
  const response = await post(port, '/drydock/run', JSON.stringify(request));
  let exit = 1;
  let rest = '';
  response.setEncoding('utf8');
  for await (const chunk of response as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const frame = JSON.parse(line) as Frame;
      if ('exit' in frame) exit = frame.exit;
      else process[frame.stream].write(Buffer.from(frame.bytes, 'base64'));
    }
  }
  return exit;
}

/** Prints the answer of the Engine API: its status on the first line, then the body as it comes. */
export async function ask(port: number, method: string, target: string, body: string): Promise<number> {
  const response = await send(port, method, target, body);
  process.stdout.write(`${response.statusCode ?? 500}\n`);
  for await (const chunk of response) process.stdout.write(chunk as Buffer);
  return 0;
}

async function post(port: number, path: string, body: string): Promise<http.IncomingMessage> {
  return send(port, 'POST', path, body);
}

/** Sends to the host; where none listens it is started, once. */
async function send(port: number, method: string, path: string, body: string): Promise<http.IncomingMessage> {
  try {
    return await request(port, method, path, body);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
  }
  const self = process.argv[1] ?? '';
  spawn(process.execPath, [self, '--drydock-serve'], { detached: true, stdio: 'ignore', env: process.env }).unref();
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await request(port, method, path, body);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED' || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function request(port: number, method: string, path: string, body: string): Promise<http.IncomingMessage> {
  const headers = body === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const asked = http.request({ host: '127.0.0.1', port, method, path, headers });
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [http.IncomingMessage];
  return response;
}

async function filesBelow(root: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  let room = LARGEST_TREE;
  const visit = async (directory: string): Promise<void> => {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (LEFT_OUT.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) await visit(path);
      if (!entry.isFile() || room <= 0) continue;
      const bytes = await readFile(path);
      if (bytes.length > LARGEST_FILE) continue;
      room -= bytes.length;
      files[relative(root, path)] = bytes.toString('base64');
    }
  };
  if (root !== '/') await visit(root);
  return files;
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
