import type { FromHost, ToHost } from '../runtimes/messages.ts';
import type { AnswerTo, Question } from '../runtimes/questions/question.ts';

/** An answer of the Engine API. */
export interface EngineAnswer {
  readonly status: number;
  readonly text: string;
}

/** What a view of the host asks the host: its Engine API and, for what the API doesn't tell, its files. */
export interface HostConnection {
  /**
   * @param target path with query: `/containers/json?all=1`
   * @throws {Error} when the host is gone. A refusal of the engine is an answer with a status of 400 or more.
   */
  request(method: string, target: string, body?: string): Promise<EngineAnswer>;
  /**
   * Reads an answer that doesn't end: `/events`.
   *
   * @param take gets pieces of text as they come
   * @returns ends it
   */
  stream(target: string, take: (text: string) => void): () => void;
  /** @returns for each path a file's text, a symbolic link's target, or null. @throws {Error} when the host is gone */
  look(paths: readonly string[]): Promise<readonly (string | null)[]>;
  /** @throws {Error} when the host is gone, or its file system refuses; `message` is fit to be shown */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
}

/** The questions of a page to its worker that wait for an answer. */
export class HostRequests implements HostConnection {
  readonly #send: (message: ToHost) => void;
  readonly #answers = new Map<number, { take: (message: FromHost) => void; reject: (cause: Error) => void }>();
  #lastId = 0;
  #gone: Error | undefined;

  constructor(send: (message: ToHost) => void) {
    this.#send = send;
  }

  request(method: string, target: string, body?: string): Promise<EngineAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<EngineAnswer>();
    const utf8 = new TextDecoder();
    let status = 0;
    let text = '';
    const id = this.#ask(reject, (message) => {
      if (message.type === 'head') status = message.status;
      if (message.type === 'body') text += utf8.decode(message.bytes, { stream: true });
      if (message.type !== 'end') return;
      this.#answers.delete(id);
      resolve({ status, text });
    });
    this.#post(id, { type: 'request', id, method, target, ...(body !== undefined && { body }) });
    return promise;
  }

  stream(target: string, take: (text: string) => void): () => void {
    const utf8 = new TextDecoder();
    const id = this.#ask(
      () => {},
      (message) => {
        if (message.type === 'body') take(utf8.decode(message.bytes, { stream: true }));
      },
    );
    this.#post(id, { type: 'request', id, method: 'GET', target });
    return () => {
      if (this.#answers.delete(id)) this.#send({ type: 'cancel', id });
    };
  }

  look(paths: readonly string[]): Promise<readonly (string | null)[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly (string | null)[]>();
    const id = this.#ask(reject, (message) => {
      if (message.type !== 'found') return;
      this.#answers.delete(id);
      resolve(message.texts);
    });
    this.#post(id, { type: 'look', id, paths });
    return promise;
  }

  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const { promise, resolve, reject } = Promise.withResolvers<AnswerTo<Q>>();
    const id = this.#ask(reject, (message) => {
      this.#answers.delete(id);
      if (message.type === 'refused') reject(new Error(message.message));
      if (message.type === 'answer') resolve(message.answer as AnswerTo<Q>);
    });
    this.#post(id, { type: 'ask', id, question });
    return promise;
  }

  /** Gives a message of the worker to whoever asked. */
  take(message: Extract<FromHost, { readonly id: number }>): void {
    this.#answers.get(message.id)?.take(message);
  }

  /** The host is gone: whoever waits is told, and whoever asks from now on. */
  end(reason: string): void {
    this.#gone = new Error(reason);
    for (const { reject } of this.#answers.values()) reject(this.#gone);
    this.#answers.clear();
  }

  #ask(reject: (cause: Error) => void, take: (message: FromHost) => void): number {
    const id = ++this.#lastId;
    this.#answers.set(id, { take, reject });
    return id;
  }

  #post(id: number, message: ToHost): void {
    if (this.#gone === undefined) return this.#send(message);
    this.#answers.get(id)?.reject(this.#gone);
    this.#answers.delete(id);
  }
}
