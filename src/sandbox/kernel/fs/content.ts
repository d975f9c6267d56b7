import type { Bytes } from '../bytes.ts';
import { Errno } from '../errno.ts';
import { MAX_FILE_SIZE } from './disk.ts';
import type { Content } from './file-system.ts';

/** Who may change a node or a block in place; everyone else copies it first. */
export type Owner = object;

const BLOCK = 32_768;
/** What a disk and a tmpfs hand out. */
export const PAGE = 4096;
/** The largest part of a file that one call reads. */
const MAX_READ = 64 * 1024 * 1024;

interface Block {
  /** May be longer than what is stored in it: room to append. */
  readonly bytes: Bytes;
  readonly owner: Owner;
}

/** A file's octets in blocks of 32 KiB that versions of the file share. A missing block, or its missing end, is zeros. */
export interface StoredContent {
  size: number;
  /** Up to here du counts it as stored: an image's file whose octets are left out of the simulation. */
  solid: number;
  /** Pages that writes have taken, zeros included. */
  pages: number;
  /** The page after the last one that a write has taken; what lies before it counts as taken. */
  pagesEnd: number;
  blocks: (Block | undefined)[];
}

/** Tells of room that a change takes (positive) or gives back (negative); throws if there is none. */
export type Charge = (bytes: number) => void;

/** Stores what an image or a program hands over. The octets are not copied: they must not change any more. */
export function storeContent(content: Content, owner: Owner): StoredContent {
  const head = 'head' in content ? content.head : content;
  const one = head.length > 0 && head.length <= BLOCK;
  const blocks: Block[] = one ? [{ bytes: head, owner }] : [];
  if (!one)
    for (let at = 0; at < head.length; at += BLOCK) blocks.push({ bytes: head.subarray(at, at + BLOCK), owner });
  const size = 'head' in content ? content.size : content.length;
  const pages = Math.ceil(head.length / PAGE);
  return { size, solid: size, pages, pagesEnd: pages, blocks };
}

export const copyContent = (content: StoredContent): StoredContent => ({
  size: content.size,
  solid: content.solid,
  pages: content.pages,
  pagesEnd: content.pagesEnd,
  blocks: content.blocks.slice(),
});

/** Octets that `owner` alone stores in it. */
export function ownedBytes(content: StoredContent, owner: Owner): number {
  let sum = 0;
  content.blocks.forEach((block) => (sum += block?.owner === owner ? block.bytes.length : 0));
  return sum;
}

/** Octets stored for it, holes left out. */
export function storedBytes(content: StoredContent): number {
  let sum = 0;
  content.blocks.forEach((block) => (sum += block?.bytes.length ?? 0));
  return sum;
}

/** Units of 512 bytes on a disk with blocks of 4 KiB. */
export function diskBlocks({ size, solid, pages, blocks }: StoredContent): number {
  let stored = 0;
  blocks.forEach(
    (block, index) => (stored += block === undefined ? 0 : Math.min(block.bytes.length, size - index * BLOCK)),
  );
  return Math.ceil(Math.max(solid, stored, pages * PAGE) / PAGE) * 8;
}

/** Offset after the last stored octet. */
export function contentExtent({ size, blocks }: StoredContent): number {
  const index = blocks.length - 1;
  return Math.max(0, Math.min(size, index * BLOCK + (blocks[index]?.bytes.length ?? 0)));
}

/** @throws {Errno} ENOMEM if asked for more than 64 MiB at once: the hole of a sparse file, say. */
export function readContent(content: StoredContent, offset = 0, length = Infinity): Bytes {
  const end = Math.min(content.size, offset + length);
  if (end - offset > MAX_READ) throw new Errno('ENOMEM');
  const out = new Uint8Array(Math.max(0, end - offset));
  for (let at = offset; at < end;) {
    const start = at % BLOCK;
    const count = Math.min(BLOCK - start, end - at);
    const block = content.blocks[(at - start) / BLOCK];
    if (block !== undefined) out.set(block.bytes.subarray(start, start + count), at - offset);
    at += count;
  }
  return out;
}

function isZero(bytes: Bytes): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}

/** Room for a block that must hold `needed` octets: twice as much each time, so that appending is cheap. */
function roomFor(needed: number, had: number): number {
  return needed <= had ? had : had === 0 ? needed : Math.min(BLOCK, Math.max(needed, had * 2));
}

/** First page that a write there would take anew, and how many from there on. */
export function newPages({ pagesEnd }: StoredContent, offset: number, length: number): [first: number, count: number] {
  const first = Math.max(pagesEnd, Math.floor(offset / PAGE));
  return [first, length === 0 ? 0 : Math.max(0, Math.ceil((offset + length) / PAGE) - first)];
}

/** Writes octets; blocks of zeros beyond what is stored stay holes. Stops with what fits if `charge` throws. */
export function writeContent(content: StoredContent, offset: number, bytes: Bytes, owner: Owner, charge: Charge): void {
  if (offset + bytes.length > MAX_FILE_SIZE) throw new Errno('EFBIG');
  const [first, count] = newPages(content, offset, bytes.length);
  content.pages += count;
  content.pagesEnd = Math.max(content.pagesEnd, first + count);
  for (let done = 0; done < bytes.length;) {
    const at = offset + done;
    const start = at % BLOCK;
    const part = bytes.subarray(done, done + BLOCK - start);
    const index = (at - start) / BLOCK;
    const old = content.blocks[index];
    if (old !== undefined || !isZero(part)) {
      const room = roomFor(start + part.length, old?.bytes.length ?? 0);
      if (old === undefined || old.owner !== owner || room > old.bytes.length) {
        charge(room - (old?.owner === owner ? old.bytes.length : 0));
        const grown = new Uint8Array(room);
        if (old !== undefined) grown.set(old.bytes);
        const block = { bytes: grown, owner };
        // An array that grows takes room for seventeen: most files are one block.
        if (index === 0 && content.blocks.length === 0) content.blocks = [block];
        else content.blocks[index] = block;
      }
      content.blocks[index]?.bytes.set(part, start);
    }
    done += part.length;
    content.size = Math.max(content.size, at + part.length);
  }
}

/** Cuts the file off, or lengthens it by a hole. */
export function truncateContent(content: StoredContent, size: number, owner: Owner, charge: Charge): void {
  if (size > MAX_FILE_SIZE) throw new Errno('EFBIG');
  if (size < content.size) {
    const kept = Math.ceil(size / BLOCK);
    const last = content.blocks[kept - 1];
    const tail = size % BLOCK;
    let freed = 0;
    content.blocks.forEach((block, index) => {
      if (index >= kept && block?.owner === owner) freed += block.bytes.length;
    });
    content.blocks.length = Math.min(content.blocks.length, kept);
    if (last !== undefined && tail !== 0 && last.bytes.length > tail) {
      content.blocks[kept - 1] = { bytes: last.bytes.slice(0, tail), owner };
      freed += last.owner === owner ? last.bytes.length - tail : -tail;
    }
    charge(-freed);
  }
  content.size = size;
  content.solid = Math.min(content.solid, size);
  content.pagesEnd = Math.min(content.pagesEnd, Math.ceil(size / PAGE));
  content.pages = Math.min(content.pages, content.pagesEnd);
}
