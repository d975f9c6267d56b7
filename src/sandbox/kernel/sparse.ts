/** A map that takes no room until it has something: a host has thousands that stay empty. */
export class SparseMap<K, V> implements Map<K, V> {
  #entries: Map<K, V> | undefined;

  get size(): number {
    return this.#entries?.size ?? 0;
  }

  get [Symbol.toStringTag](): string {
    return 'Map';
  }

  get(key: K): V | undefined {
    return this.#entries?.get(key);
  }

  has(key: K): boolean {
    return this.#entries?.has(key) ?? false;
  }

  set(key: K, value: V): this {
    (this.#entries ??= new Map()).set(key, value);
    return this;
  }

  delete(key: K): boolean {
    return this.#entries?.delete(key) ?? false;
  }

  clear(): void {
    this.#entries?.clear();
  }

  forEach(visit: (value: V, key: K, map: Map<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }

  entries(): MapIterator<[K, V]> {
    return (this.#entries ?? (NOTHING as Map<K, V>)).entries();
  }

  keys(): MapIterator<K> {
    return (this.#entries ?? (NOTHING as Map<K, V>)).keys();
  }

  values(): MapIterator<V> {
    return (this.#entries ?? (NOTHING as Map<K, V>)).values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}

/** A set that takes no room until it has something. */
export class SparseSet<T> implements Set<T> {
  #members: Set<T> | undefined;

  get size(): number {
    return this.#members?.size ?? 0;
  }

  get [Symbol.toStringTag](): string {
    return 'Set';
  }

  has(member: T): boolean {
    return this.#members?.has(member) ?? false;
  }

  add(member: T): this {
    (this.#members ??= new Set()).add(member);
    return this;
  }

  delete(member: T): boolean {
    return this.#members?.delete(member) ?? false;
  }

  clear(): void {
    this.#members?.clear();
  }

  forEach(visit: (member: T, same: T, set: Set<T>) => void): void {
    for (const member of this) visit(member, member, this);
  }

  entries(): SetIterator<[T, T]> {
    return (this.#members ?? (NOBODY as Set<T>)).entries();
  }

  keys(): SetIterator<T> {
    return this.values();
  }

  values(): SetIterator<T> {
    return (this.#members ?? (NOBODY as Set<T>)).values();
  }

  [Symbol.iterator](): SetIterator<T> {
    return this.values();
  }
}

const NOTHING: Map<unknown, unknown> = new Map();
const NOBODY: Set<unknown> = new Set();
