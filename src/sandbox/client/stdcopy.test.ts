import { expect, test } from 'vitest';
import { decode, encode } from '../kernel/bytes.ts';
import { ByteStream } from '../kernel/stream.ts';
import { FrameError, stdCopy } from './stdcopy.ts';

const frame = (stream: number, text: string) => {
  const payload = encode(text);
  return Uint8Array.of(stream, 0, 0, 0, 0, 0, payload.length >> 8, payload.length & 255, ...payload);
};

test('frames are split, also when chunks cut through headers and payloads', async () => {
  const whole = [...frame(1, 'out'), ...frame(2, 'err'), ...frame(1, 'more')];
  const stream = ByteStream.of(...whole.map((byte) => Uint8Array.of(byte)));
  const got = { stdout: '', stderr: '' };
  await stdCopy(stream, {
    stdout: (bytes) => (got.stdout += decode(bytes)),
    stderr: (bytes) => (got.stderr += decode(bytes)),
  });
  expect(got).toEqual({ stdout: 'outmore', stderr: 'err' });
});

test('a stream that is not framed is refused', async () => {
  const ignore = () => undefined;
  const copy = stdCopy(ByteStream.of(encode('plain text, no frames')), { stdout: ignore, stderr: ignore });
  await expect(copy).resolves.toBeUndefined(); // 'pla' reads as a huge length: nothing complete arrives
  const bad = stdCopy(ByteStream.of(frame(9, 'x')), { stdout: ignore, stderr: ignore });
  await expect(bad).rejects.toThrow(FrameError);
});
