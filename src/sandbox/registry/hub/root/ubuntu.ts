/** @see https://git.launchpad.net/cloud-images/+oci/ubuntu-base */
import type { Recipe } from '../recipe.ts';
import { directory, programs, text } from '../recipe.ts';
import { GROUP, gnuFiles, PASSWD, PROCPS } from './gnu.ts';

interface Release {
  readonly number: string;
  readonly version: string;
  readonly name: string;
  readonly title: string;
}

const osRelease = ({ number, version, name, title }: Release): string => `PRETTY_NAME="Ubuntu ${version}"
NAME="Ubuntu"
VERSION_ID="${number}"
VERSION="${version} (${title})"
VERSION_CODENAME=${name}
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=${name}
LOGO=ubuntu-logo
`;

const lsbRelease = ({ number, version, name }: Release): string =>
  `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=${number}\nDISTRIB_CODENAME=${name}\nDISTRIB_DESCRIPTION="Ubuntu ${version}"\n`;

/** Since 24.04 the image has a user of its own. */
const ubuntuUser = [
  text('/etc/passwd', `${PASSWD}ubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash\n`),
  text('/etc/group', `${GROUP}ubuntu:x:1000:\n`),
  directory('/home/ubuntu', 0o750, 1000),
];

const files = (release: Release) => [
  ...gnuFiles(),
  ...programs('/usr/bin', PROCPS),
  ...(release.number >= '24' ? ubuntuUser : []),
  text('/usr/lib/os-release', osRelease(release)),
  text('/etc/lsb-release', lsbRelease(release)),
  text('/etc/issue', `Ubuntu ${release.version} \\n \\l\n\n`),
  text(
    '/etc/debian_version',
    `${release.number >= '26' ? 'forky' : release.number >= '24' ? 'trixie' : 'bookworm'}/sid\n`,
  ),
];

/** Made by Launchpad with the old builder, until 25.10. */
const launchpad = (release: Release, size: string, created: string): Recipe => ({
  created,
  builder: '',
  steps: `/bin/sh -c #(nop)  ARG RELEASE
/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH
/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=${release.number}
${size} /bin/sh -c #(nop) ADD file:cb9335ce6f27399c2b17787739d6675502767c53e0335ded2a5f0d003d996650 in /
/bin/sh -c #(nop)  CMD ["/bin/bash"]`,
  files: () => files(release),
});

/** Made with rockcraft, since 26.04. */
const rock = (release: Release, size: string, created: string): Recipe => ({
  created,
  builder: '',
  steps: `${size} umoci raw add-layer --image ubuntu:rockcraft-base --tag ${release.number}
umoci config --image ubuntu:${release.number} --clear=config.entrypoint --clear=config.cmd
umoci config --image ubuntu:${release.number} --clear=config.cmd --config.cmd /bin/bash
umoci config --image ubuntu:${release.number} --config.env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umoci config --image ubuntu:${release.number} --clear=config.labels --config.label org.opencontainers.image.version=${release.number}
389B umoci raw add-layer --image ubuntu:${release.number} control_data
!CMD ["/bin/bash"]
!LABEL org.opencontainers.image.version=${release.number}
!LABEL org.opencontainers.image.title=ubuntu`,
  files: () => files(release),
});

export const resolute = rock(
  { number: '26.04', version: '26.04 LTS', name: 'resolute', title: 'Resolute Raccoon' },
  '108MB',
  '2026-07-24',
);
export const noble = launchpad(
  { number: '24.04', version: '24.04.4 LTS', name: 'noble', title: 'Noble Numbat' },
  '78.1MB',
  '2026-08-17',
);
export const jammy = launchpad(
  { number: '22.04', version: '22.04.5 LTS', name: 'jammy', title: 'Jammy Jellyfish' },
  '77.9MB',
  '2026-08-17',
);
export const focal = launchpad(
  { number: '20.04', version: '20.04.6 LTS', name: 'focal', title: 'Focal Fossa' },
  '72.8MB',
  '2025-04-08',
);
