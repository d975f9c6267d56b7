import { type Bytes, toHex } from '../../kernel/bytes.ts';

/** A hash that takes octets as they come. */
export interface Digest {
  update(bytes: Bytes): void;
  /** Lower-case hexadecimal digits. */
  hex(): string;
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/** What MD5, SHA-1 and SHA-256 have in common: blocks of 64 octets, and the length at the end. */
abstract class BlockDigest implements Digest {
  protected abstract readonly state: number[];
  readonly #littleEndian: boolean;
  readonly #buffer = new Uint8Array(64);
  #filled = 0;
  #length = 0;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  protected abstract block(words: Int32Array): void;

  update(bytes: Bytes): void {
    this.#length += bytes.length;
    this.#add(bytes);
  }

  #add(bytes: Bytes): void {
    let at = 0;
    while (at < bytes.length) {
      const count = Math.min(64 - this.#filled, bytes.length - at);
      this.#buffer.set(bytes.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled < 64) continue;
      const view = new DataView(this.#buffer.buffer);
      this.block(Int32Array.from({ length: 16 }, (_, index) => view.getInt32(index * 4, this.#littleEndian)));
      this.#filled = 0;
    }
  }

  hex(): string {
    const bits = this.#length * 8;
    const padding = new Uint8Array((this.#filled < 56 ? 56 : 120) - this.#filled + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    const [high, low] = [Math.floor(bits / 2 ** 32), bits >>> 0];
    view.setUint32(padding.length - 8, this.#littleEndian ? low : high, this.#littleEndian);
    view.setUint32(padding.length - 4, this.#littleEndian ? high : low, this.#littleEndian);
    this.#add(padding);
    const out = new DataView(new ArrayBuffer(this.state.length * 4));
    this.state.forEach((word, index) => out.setInt32(index * 4, word, this.#littleEndian));
    return toHex(new Uint8Array(out.buffer));
  }
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_SINES = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0);

export class Md5 extends BlockDigest {
  protected readonly state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];

  constructor() {
    super(true);
  }

  protected block(words: Int32Array): void {
    let [a, b, c, d] = this.state as [number, number, number, number];
    for (let round = 0; round < 64; round++) {
      const quarter = round >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][quarter] ?? 0;
      const index = [round, 5 * round + 1, 3 * round + 5, 7 * round][quarter] ?? 0;
      const sum = (a + mixed + (MD5_SINES[round] ?? 0) + (words[index % 16] ?? 0)) | 0;
      [a, d, c] = [d, c, b];
      b = (b + rotate(sum, MD5_SHIFTS[quarter * 4 + (round % 4)] ?? 0)) | 0;
    }
    [a, b, c, d].forEach((word, index) => (this.state[index] = ((this.state[index] ?? 0) + word) | 0));
  }
}

export class Sha1 extends BlockDigest {
  protected readonly state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];

  constructor() {
    super(false);
  }

  protected block(words: Int32Array): void {
    const schedule = [...words];
    for (let index = 16; index < 80; index++) {
      const at = (back: number) => schedule[index - back] ?? 0;
      schedule.push(rotate(at(3) ^ at(8) ^ at(14) ^ at(16), 1));
    }
    let [a, b, c, d, e] = this.state as [number, number, number, number, number];
    schedule.forEach((word, round) => {
      const quarter = Math.floor(round / 20);
      const mixed = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][quarter] ?? 0;
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][quarter] ?? 0;
      const sum = (rotate(a, 5) + mixed + e + constant + word) | 0;
      [e, d, c, b, a] = [d, c, rotate(b, 30), a, sum];
    });
    [a, b, c, d, e].forEach((word, index) => (this.state[index] = ((this.state[index] ?? 0) + word) | 0));
  }
}

const PRIMES: number[] = [];
for (let number = 2; PRIMES.length < 64; number++)
  if (PRIMES.every((prime) => number % prime !== 0)) PRIMES.push(number);
const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) | 0;

export class Sha256 extends BlockDigest {
  protected readonly state = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

  constructor() {
    super(false);
  }

  protected block(words: Int32Array): void {
    const schedule = [...words];
    for (let index = 16; index < 64; index++) {
      const at = (back: number) => schedule[index - back] ?? 0;
      const low = rotate(at(15), 25) ^ rotate(at(15), 14) ^ (at(15) >>> 3);
      const high = rotate(at(2), 15) ^ rotate(at(2), 13) ^ (at(2) >>> 10);
      schedule.push((at(16) + low + at(7) + high) | 0);
    }
    let [a, b, c, d, e, f, g, h] = this.state as [number, number, number, number, number, number, number, number];
    schedule.forEach((word, round) => {
      const choice = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const first =
        (h + (rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7)) + choice + fraction(Math.cbrt(PRIMES[round] ?? 2)) + word) |
        0;
      const second = ((rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10)) + majority) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    });
    [a, b, c, d, e, f, g, h].forEach((word, index) => (this.state[index] = ((this.state[index] ?? 0) + word) | 0));
  }
}
