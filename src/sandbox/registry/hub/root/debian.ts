/** @see https://github.com/debuerreotype/docker-debian-artifacts */
import type { Recipe } from '../recipe.ts';
import { text } from '../recipe.ts';
import { gnuFiles } from './gnu.ts';

interface Release {
  readonly number: string;
  readonly name: string;
  /** As in /etc/debian_version. */
  readonly version: string;
}

function osRelease({ number, name, version }: Release): string {
  const full = number === '13' ? `DEBIAN_VERSION_FULL=${version}\n` : '';
  return `PRETTY_NAME="Debian GNU/Linux ${number} (${name})"
NAME="Debian GNU/Linux"
VERSION_ID="${number}"
VERSION="${number} (${name})"
VERSION_CODENAME=${name}
${full}ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`;
}

const sources = (name: string): string => `Types: deb
# http://snapshot.debian.org/archive/debian/20260918T000000Z
URIs: http://deb.debian.org/debian
Suites: ${name} ${name}-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

function files(release: Release) {
  return [
    ...gnuFiles(),
    text('/usr/lib/os-release', osRelease(release)),
    text('/etc/debian_version', `${release.version}\n`),
    text('/etc/issue', `Debian GNU/Linux ${release.number} \\n \\l\n\n`),
    text('/etc/apt/sources.list.d/debian.sources', sources(release.name)),
  ];
}

const recipe = (release: Release, size: string): Recipe => ({
  created: '2026-09-18',
  builder: 'debuerreotype 0.16',
  steps: `${size} # debian.sh --arch 'amd64' out/ '${release.name}' '@1789689600'
!CMD ["bash"]`,
  files: () => files(release),
});

const trixieRelease: Release = { number: '13', name: 'trixie', version: '13.5' };
const bookwormRelease: Release = { number: '12', name: 'bookworm', version: '12.15' };
const bullseyeRelease: Release = { number: '11', name: 'bullseye', version: '11.11' };

export const trixie = recipe(trixieRelease, '120MB');
export const trixieSlim = recipe(trixieRelease, '78.6MB');
export const bookworm = recipe(bookwormRelease, '117MB');
export const bookwormSlim = recipe(bookwormRelease, '74.8MB');
export const bullseye = recipe(bullseyeRelease, '124MB');
export const bullseyeSlim = recipe(bullseyeRelease, '80.6MB');
