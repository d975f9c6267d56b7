import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

const refuse =
  (hint: string) =>
  async (call: Call): Promise<number> => {
    const words = [call.name.split('/').at(-1) ?? call.name, ...call.operands].join(' ');
    await call.process.err(`drydock: not simulated: ${words}${hint === '' ? '' : ` (${hint})`}\n`);
    return 126;
  };

export const unsimulated = (
  name: string,
  about: string,
  hint: string,
  where: { gnu?: boolean; busybox?: boolean } = { gnu: true },
): Tool => ({
  name,
  about,
  ...(where.gnu === true && { gnu: { raw: true } }),
  ...(where.busybox === true && { busybox: { raw: true } }),
  run: refuse(hint),
});

const EDITOR = 'vi is; or write files with cat > FILE';
const PACKAGES = 'programs come with the image';

export const vim = unsimulated('vim', 'Edit a file', EDITOR);
export const nano = unsimulated('nano', 'Edit a file', EDITOR);
export const aptCache = unsimulated('apt-cache', 'Search packages', PACKAGES);
export const dpkg = unsimulated('dpkg', 'Install packages', PACKAGES);
export const xz = unsimulated('xz', 'Compress files', 'gzip is');
export const bzip2 = unsimulated('bzip2', 'Compress files', 'gzip is');
