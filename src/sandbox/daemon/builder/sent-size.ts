/** Bytes that a number takes as a varint of protobuf. */
const varint = (value: number): number => (value < 128 ? 1 : 1 + varint(Math.floor(value / 128)));

/**
 * What the client sends of a file, bytes: its name and meta-data, its content, and an end. Measured on BuildKit 0.25
 * with names up to 20 characters and files of 0 to 2,000 bytes.
 *
 * @see github.com/tonistiigi/fsutil types/wire.proto
 */
export const sentSize = (name: string, size: number): number =>
  21 + name.length + (size === 0 ? 0 : size + 4 + 2 * varint(size));
