#!/usr/bin/env node
// The simulated host in a terminal. Node 20 can't read TypeScript: there the Node that npm installed takes over.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { nodeFor } from '../scripts/node.mjs';

const [, , ...args] = process.argv;
const node = nodeFor(process.execPath);

if (node === undefined) {
  process.stderr.write('drydock: Node 22.18 or newer is needed: run `npm ci`, which brings one\n');
  process.exitCode = 1;
} else if (node !== process.execPath) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both: the child decides what it means.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
} else if (args[0] === 'snippets') {
  stopWhenNobodyReads();
  const { snippetScenarios } = await import('../src/lib/snippets.ts');
  for (const page of await snippetScenarios()) process.stdout.write(`${JSON.stringify(page)}\n`);
} else {
  stopWhenNobodyReads();
  const { main, USAGE, UsageError } = await import('../src/sandbox/runtimes/command-line.ts');
  let exit = 2;
  try {
    exit = await main(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`drydock: ${error.message}\n${USAGE}`);
  }
  // Containers that still run must not keep the process alive; what is written must get out first.
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
  process.exit(exit);
}

/** `drydock … | head` ends quietly. */
function stopWhenNobodyReads() {
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(141);
  });
}
