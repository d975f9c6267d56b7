import type { Release } from '../packages.ts';

/** Asked of the archive in November 2026: apt-get update, apt-cache dumpavail, apt-get -s install on a minimal system. */
export const RESOLUTE: Release = {
  lists: `http://archive.ubuntu.com/ubuntu resolute InRelease [136 kB]
http://archive.ubuntu.com/ubuntu resolute/universe amd64 Packages [16.0 MB]
http://archive.ubuntu.com/ubuntu resolute/main amd64 Packages [1480 kB]`,
  libc: '2.43-2ubuntu2',
  packages: `bash-completion 1:2.16.0-8build1 214370 1952 a
bind9-dnsutils 1:9.20.18-1ubuntu2 163382 513
bind9-host 1:9.20.18-1ubuntu2 49760 137
bind9-libs 1:9.20.18-1ubuntu2 1302534 3510 s
ca-certificates 20260223 157874 378 a
curl 8.18.0-1ubuntu2 271898 509
gosu 1.19-1 697956 1800
iproute2 6.19.0-1ubuntu1 1197776 3256
iputils-ping 3:20250605-1ubuntu1 47078 193
jq 1.8.1-4ubuntu1 72372 122
krb5-locales 1.22.1-2ubuntu4 13380 104 a
libbpf1 1:1.6.3-1ubuntu1 184746 459 s
libbrotli1 1.2.0-3build1 342830 886 s
libcap2 1:2.75-10ubuntu2 29264 93 s
libcap2-bin 1:2.75-10ubuntu2 33524 133
libcurl4t64 8.18.0-1ubuntu2 424360 1018 s
libedit2 3.1-20251016-1 96920 258 s
libelf1t64 0.194-4 57140 208 s
libffi8 3.5.2-4 26348 87 s
libgnutls30t64 3.8.12-2ubuntu1 1033460 2452 s
libgssapi-krb5-2 1.22.1-2ubuntu4 147034 441 s
libhogweed6t64 3.10.2-1 200902 350 s
libidn2-0 2.3.8-4build1 67564 228 s
libjemalloc2 5.3.0-4 263476 859 s
libjq1 1.8.1-4ubuntu1 145920 377 s
libjson-c5 0.18+ds-3 35930 103 s
libk5crypto3 1.22.1-2ubuntu4 82028 257 s
libkeyutils1 1.6.3-6ubuntu3 10634 42 s
libkrb5-3 1.22.1-2ubuntu4 360752 1050 s
libkrb5support0 1.22.1-2ubuntu4 33284 136 s
libldap-common 2.6.10+dfsg-1ubuntu5 36036 99 a
libldap2 2.6.10+dfsg-1ubuntu5 204284 568 s
liblmdb0 0.9.31-1build2 49516 112 s
libmaxminddb0 1.12.2-1build2 18864 58 s
libmnl0 1.0.5-3build1 12560 47 s
libnettle8t64 3.10.2-1 185378 438 s
libnghttp2-14 1.68.0-2 70470 195 s
libonig5 6.9.10-1build1 174350 652 s
libp11-kit0 0.26.2-2 312508 1931 s
libpam-cap 1:2.75-10ubuntu2 12714 56 s
libpsl5t64 0.21.2-1.1build2 59510 108 s
librtmp1 2.4+20151223.gitfa8646d.1-3 58970 141 s
libsasl2-2 2.1.28+dfsg1-9ubuntu3 53984 152 s
libsasl2-modules 2.1.28+dfsg1-9ubuntu3 71286 294 s
libsasl2-modules-db 2.1.28+dfsg1-9ubuntu3 21098 75 s
libssh2-1t64 1.11.1-1build2 137648 453 s
libtasn1-6 4.21.0-2 45272 127 s
libtirpc-common 1.3.7-0.1 7114 27 a
libtirpc3t64 1.3.7-0.1 80910 219 s
libunistring5 1.3-2build1 610496 2081 s
liburcu8t64 0.15.6-1 64652 340 s
libuv1t64 1.51.0-2ubuntu1 103390 275 s
libxml2-16 2.15.2+dfsg-0.1 605862 1565 s
libxtables12 1.8.11-2ubuntu3 36650 104 s
linux-sysctl-defaults 4.15ubuntu5 6208 19 a
openssl 3.5.5-1ubuntu3 1242868 2523
publicsuffix 20260129.1928-1 139492 602 a
wget 1.25.0-2ubuntu4 352670 732`,
  installs: `curl: libffi8 libnettle8t64 libhogweed6t64 libunistring5 libidn2-0 libp11-kit0 libtasn1-6 libgnutls30t64 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libnghttp2-14 libpsl5t64 libbrotli1 libsasl2-modules-db libsasl2-2 libldap-common libldap2 librtmp1 libssh2-1t64 libcurl4t64 curl | openssl ca-certificates krb5-locales libffi8 libnettle8t64 libhogweed6t64 libunistring5 libidn2-0 libp11-kit0 libtasn1-6 libgnutls30t64 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 bash-completion libnghttp2-14 libpsl5t64 publicsuffix libbrotli1 libsasl2-modules-db libsasl2-2 libldap-common libldap2 librtmp1 libssh2-1t64 libcurl4t64 curl libsasl2-modules
wget: libffi8 libnettle8t64 libhogweed6t64 libunistring5 libidn2-0 libp11-kit0 libtasn1-6 libgnutls30t64 libpsl5t64 wget | openssl ca-certificates libffi8 libnettle8t64 libhogweed6t64 libunistring5 libidn2-0 libp11-kit0 libtasn1-6 libgnutls30t64 libpsl5t64 publicsuffix wget
iproute2: libelf1t64 libbpf1 libcap2 libmnl0 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libtirpc-common libtirpc3t64 libxtables12 libcap2-bin iproute2 | libelf1t64 libbpf1 libcap2 libmnl0 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libtirpc-common libtirpc3t64 libxtables12 libcap2-bin iproute2 krb5-locales libpam-cap
iputils-ping: libcap2 libunistring5 libidn2-0 iputils-ping | libcap2 libunistring5 libidn2-0 iputils-ping linux-sysctl-defaults
jq: libonig5 libjq1 jq
dnsutils: libedit2 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libunistring5 libidn2-0 libjson-c5 libxml2-16 libjemalloc2 liblmdb0 libmaxminddb0 libnghttp2-14 liburcu8t64 libuv1t64 bind9-libs bind9-host bind9-dnsutils | krb5-locales libedit2 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libunistring5 libidn2-0 libjson-c5 libxml2-16 libjemalloc2 liblmdb0 libmaxminddb0 libnghttp2-14 liburcu8t64 libuv1t64 bind9-libs bind9-host bind9-dnsutils
ca-certificates: openssl ca-certificates
gosu: gosu`,
};
