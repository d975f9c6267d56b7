import variant from '@jitl/quickjs-singlefile-mjs-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from 'quickjs-emscripten-core';
import { LIBRARY } from './library.ts';
import type { NodeEvent, NodeMachine } from './machine.ts';
import { PACKAGES } from './packages.ts';

/** Memory and stack of a script, octets. */
const MOST_MEMORY = 128 * 2 ** 20;
const MOST_STACK = 512 * 1024;
/** Looks of the engine at its limit in one turn; it looks after some ten thousand steps. */
const MOST_LOOKS = 20_000;

let library: ReturnType<typeof newQuickJSWASMModuleFromVariant> | undefined;

/** The engine. To be loaded through `clock.outside`. */
export const loadJavaScript = (): ReturnType<typeof newQuickJSWASMModuleFromVariant> =>
  (library ??= newQuickJSWASMModuleFromVariant(variant));

/** What ended a script that threw. */
export interface Thrown {
  /** `Error: text` with its stack, or the value that is no error. */
  readonly text: string;
  readonly isError: boolean;
  /** `    at f (/app/x.js:3:1)` and so on, as the engine has it. */
  readonly stack: string;
}

/** A script's world. Free it. */
export class JavaScript {
  readonly #runtime: QuickJSRuntime;
  readonly #context: QuickJSContext;
  readonly #api: QuickJSHandle;
  readonly #machine: NodeMachine;
  #looks = 0;
  /** It computed for too long. */
  endless = false;

  constructor(
    engine: Awaited<ReturnType<typeof loadJavaScript>>,
    machine: NodeMachine,
    argv: readonly string[],
    version: string,
  ) {
    this.#machine = machine;
    this.#runtime = engine.newRuntime();
    this.#runtime.setMemoryLimit(MOST_MEMORY);
    this.#runtime.setMaxStackSize(MOST_STACK);
    this.#runtime.setInterruptHandler(() => {
      this.endless ||= ++this.#looks > MOST_LOOKS;
      return this.endless || machine.exitCode !== undefined;
    });
    const context = (this.#context = this.#runtime.newContext());
    const host = context.newFunction('host', (nameHandle, argsHandle) => {
      const name = context.getString(nameHandle);
      const args = JSON.parse(context.getString(argsHandle)) as unknown[];
      if (name === 'compile')
        return context.evalCode(
          `(function (exports, require, module, __filename, __dirname) {${String(args[1])}\n})`,
          String(args[0]),
        );
      if (name === 'script') return context.evalCode(String(args[0]), '[eval]');
      const answer = machine.answer(name, args);
      return answer === undefined ? context.undefined : context.newString(answer);
    });
    const make = context.unwrapResult(context.evalCode(LIBRARY, 'node:internal/library'));
    const words = context.unwrapResult(context.evalCode(`(${JSON.stringify(argv)})`));
    const shown = context.newString(version);
    this.#api = context.unwrapResult(context.callFunction(make, context.undefined, host, words, shown));
    const install = context.unwrapResult(context.evalCode(PACKAGES, 'node:internal/packages'));
    context.unwrapResult(context.callFunction(install, context.undefined, this.#api)).dispose();
    for (const handle of [host, make, words, shown, install]) handle.dispose();
    this.#runtime.setModuleLoader(
      (name) => this.#moduleText(name),
      (base, name) => this.#moduleName(base, name),
    );
  }

  #call(name: string, ...args: (string | number | boolean)[]): { readonly value?: unknown; readonly thrown?: Thrown } {
    this.#looks = 0;
    const context = this.#context;
    const handles = args.map((arg) =>
      typeof arg === 'string'
        ? context.newString(arg)
        : typeof arg === 'number'
          ? context.newNumber(arg)
          : arg
            ? context.true
            : context.false,
    );
    const callee = context.getProp(this.#api, name);
    const result = context.callFunction(callee, context.undefined, ...handles);
    callee.dispose();
    for (const handle of handles)
      if (handle.alive && handle !== context.true && handle !== context.false) handle.dispose();
    if (result.error !== undefined) return { thrown: this.#thrown(result.error) };
    const value: unknown = context.dump(result.value);
    result.value.dispose();
    return { value };
  }

  #thrown(error: QuickJSHandle): Thrown {
    if (this.endless || this.#machine.exitCode !== undefined) {
      error.dispose();
      return { text: '', isError: true, stack: '' };
    }
    const context = this.#context;
    const ask = (name: string): unknown => {
      const callee = context.getProp(this.#api, name);
      const result = context.callFunction(callee, context.undefined, error);
      callee.dispose();
      if (result.error !== undefined) {
        result.error.dispose();
        return undefined;
      }
      const value: unknown = context.dump(result.value);
      result.value.dispose();
      return value;
    };
    const text = ask('text');
    const shown = typeof text === 'string' ? text : String(ask('shown'));
    const stack = String(ask('stack'));
    error.dispose();
    return { text: shown, isError: typeof text === 'string', stack };
  }

  #moduleName(base: string, name: string): string {
    const { value, thrown } = this.#call('resolve', name, base);
    if (thrown !== undefined) throw new Error(thrown.text.replace(/^Error: /, ''));
    return String(value);
  }

  /** A module's text; what isn't one is wrapped as one. */
  #moduleText(name: string): string {
    const read = (file: string) => new TextDecoder().decode(this.#machine.process.fs.readFile(file));
    const wrapped =
      name.startsWith('node:') ||
      name.endsWith('.json') ||
      this.#call('isPackage', name).value === true ||
      !this.isModule(name);
    if (!wrapped) return read(name);
    const { value, thrown } = this.#call('keys', name);
    if (thrown !== undefined) throw new Error(thrown.text);
    const keys = (value as string[]).map((key) => `export const ${key} = value[${JSON.stringify(key)}];`);
    return `const value = globalThis[Symbol.for('drydock')](${JSON.stringify(name)}); export default value;${keys.join('')}`;
  }

  /** Whether a file is an ES module: by its name, or by `type` of the package.json above it. */
  isModule(file: string): boolean {
    if (file.endsWith('.mjs')) return true;
    if (!file.endsWith('.js')) return false;
    const { fs } = this.#machine.process;
    for (
      let folder = file.slice(0, file.lastIndexOf('/'));
      ;
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
    ) {
      const manifest = `${folder}/package.json`;
      if (fs.exists(manifest)) return /"type"\s*:\s*"module"/.test(new TextDecoder().decode(fs.readFile(manifest)));
      if (folder === '' || folder.endsWith('/node_modules')) return false;
    }
  }

  /** Runs what settles now: callbacks of promises. */
  settle(): Thrown | undefined {
    const result = this.#runtime.executePendingJobs();
    if (result.error === undefined) return undefined;
    return this.#thrown(result.error as QuickJSHandle);
  }

  main(path: string): string | Thrown {
    const { value, thrown } = this.#call('main', path);
    return thrown ?? String(value);
  }

  /** Runs a file. @returns for a module, whether its top level is done */
  run(file: string): { readonly thrown?: Thrown; readonly done?: () => boolean | Thrown } {
    if (!this.isModule(file)) {
      const { thrown } = this.#call('run', file);
      return thrown === undefined ? {} : { thrown };
    }
    const context = this.#context;
    context.unwrapResult(context.evalCode(`((get) => { globalThis[Symbol.for('drydock')] = get; })`)).consume((set) => {
      const get = context.getProp(this.#api, 'value');
      context.unwrapResult(context.callFunction(set, context.undefined, get)).dispose();
      get.dispose();
    });
    const text = new TextDecoder().decode(this.#machine.process.fs.readFile(file));
    const result = context.evalCode(text, file, { type: 'module' });
    if (result.error !== undefined) return { thrown: this.#thrown(result.error) };
    const handle = result.value;
    return {
      done: () => {
        const state = context.getPromiseState(handle);
        if (state.type === 'rejected') return this.#thrown(state.error);
        return state.type === 'fulfilled';
      },
    };
  }

  evaluate(text: string, print: boolean): Thrown | undefined {
    return this.#call('evaluate', text, print).thrown;
  }

  /** Tells the script of an event. @returns the exit code that it wants */
  event(...[kind, ...args]: NodeEvent | readonly ['exit' | 'ending']): {
    readonly thrown?: Thrown;
    readonly code?: number;
  } {
    const { value, thrown } = this.#call('event', kind, ...args);
    if (thrown !== undefined) return { thrown };
    return typeof value === 'number' ? { code: value } : {};
  }
}
