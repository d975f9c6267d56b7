import type { Release } from '../packages.ts';

/** Asked of the archive in November 2026: apt-get update, apt-cache dumpavail, apt-get -s install on a minimal system. */
export const BOOKWORM: Release = {
  lists: `http://deb.debian.org/debian bookworm InRelease [151 kB]
http://deb.debian.org/debian bookworm-updates InRelease [55.4 kB]
http://deb.debian.org/debian-security bookworm-security InRelease [34.8 kB]
http://deb.debian.org/debian bookworm/main amd64 Packages [8790 kB]
http://deb.debian.org/debian bookworm-updates/main amd64 Packages [6924 B]
http://deb.debian.org/debian-security bookworm-security/main amd64 Packages [376 kB]`,
  libc: '2.36-9+deb12u14',
  packages: `bind9-dnsutils 1:9.18.49-1~deb12u3 158488 501
bind9-host 1:9.18.49-1~deb12u3 57620 147
bind9-libs 1:9.18.49-1~deb12u3 1185996 3509 s
ca-certificates 20250419~deb12u2 160948 388 a
curl 7.88.1-10+deb12u15 315764 489
dnsutils 1:9.18.49-1~deb12u3 14224 26 a
gosu 1.14-1+b10 766280 2185
iproute2 6.1.0-3 1045828 3516
iputils-ping 3:20221126-1+deb12u1 47172 121
jq 1.6-2.1+deb12u3 64432 111
krb5-locales 1.20.1-2+deb12u5 63520 273 a
libatm1 1:2.5.1-4+b2 68312 107 s
libbpf1 1:1.1.2-0+deb12u1 145032 385 s
libbrotli1 1.0.9-2+deb12u1 274704 783 s
libbsd0 0.11.7-2 117416 202 s
libcap2-bin 1:2.66-4+deb12u3+b1 35220 133
libcurl4 7.88.1-10+deb12u15 392184 840 s
libedit2 3.1-20221030-2 92992 258 s
libelf1 0.188-2.1 173796 1036 s
libfstrm0 0.6.1-1 21596 70 s
libgpm2 1.20.7-10+b1 14216 45 s
libgssapi-krb5-2 1.20.1-2+deb12u5 135168 425 s
libicu72 72.1-3+deb12u1 9376124 36170 s
libjemalloc2 5.3.0-1 275000 872 s
libjq1 1.6-2.1+deb12u3 136460 366 s
libjson-c5 0.16-2 44120 109 s
libk5crypto3 1.20.1-2+deb12u5 79712 261 s
libkeyutils1 1.6.3-2 8808 40 s
libkrb5-3 1.20.1-2+deb12u5 332280 1077 s
libkrb5support0 1.20.1-2+deb12u5 33212 134 s
libldap-2.5-0 2.5.13+dfsg-5 183248 553 s
libldap-common 2.5.13+dfsg-5 29348 92 a
liblmdb0 0.9.24-1 44996 104 s
libmaxminddb0 1.7.1-1 29812 76 s
libmnl0 1.0.4-3 12476 46 s
libncursesw6 6.4-4 133824 412 s
libnghttp2-14 1.52.0-1+deb12u3 72404 220 s
libonig5 6.9.8-1 187828 666 s
libpam-cap 1:2.66-4+deb12u3+b1 15052 53 s
libproc2-0 2:4.0.2-3 62804 232 s
libprotobuf-c1 1.4.1-1+b1 27492 69 s
libpsl5 0.21.2-1 58684 96 s
librtmp1 2.4+20151223.gitfa8646d.1-2+b2 60824 146 s
libsasl2-2 2.1.28+dfsg-10+deb12u1 59908 167 s
libsasl2-modules 2.1.28+dfsg-10+deb12u1 66868 284 s
libsasl2-modules-db 2.1.28+dfsg-10+deb12u1 20524 77 s
libssh2-1 1.10.0-3+deb12u1 175976 353 s
libssl3 3.0.22-1~deb12u2 2039888 6042 s
libtirpc-common 1.3.3+ds-1 14048 35 a
libtirpc3 1.3.3+ds-1 85192 226 s
libuv1 1.44.2-1+deb12u1 135616 294 s
libxml2 2.9.14+dfsg-1.3~deb12u6 688760 1867 s
libxtables12 1.8.9-2 30752 101 s
openssl 3.0.22-1~deb12u2 1441784 2315
procps 2:4.0.2-3 708712 2091
psmisc 23.6-1 258696 909
publicsuffix 20230209.2326-1 126380 339 a
wget 1.21.3-1+deb12u1 937340 3521`,
  installs: `curl: libbrotli1 libkrb5support0 libk5crypto3 libkeyutils1 libssl3 libkrb5-3 libgssapi-krb5-2 libsasl2-modules-db libsasl2-2 libldap-2.5-0 libnghttp2-14 libpsl5 librtmp1 libssh2-1 libcurl4 curl | libssl3 openssl ca-certificates krb5-locales libbrotli1 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libsasl2-modules-db libsasl2-2 libldap-2.5-0 libnghttp2-14 libpsl5 librtmp1 libssh2-1 libcurl4 curl libldap-common libsasl2-modules publicsuffix
wget: libpsl5 wget | libssl3 openssl ca-certificates libpsl5 wget publicsuffix
iproute2: libelf1 libbpf1 libbsd0 libmnl0 libkrb5support0 libk5crypto3 libkeyutils1 libssl3 libkrb5-3 libgssapi-krb5-2 libtirpc-common libtirpc3 libxtables12 libcap2-bin iproute2 | libelf1 libbpf1 libbsd0 libmnl0 libkrb5support0 libk5crypto3 libkeyutils1 libssl3 libkrb5-3 libgssapi-krb5-2 libtirpc-common libtirpc3 libxtables12 libcap2-bin iproute2 krb5-locales libatm1 libpam-cap
iputils-ping: libcap2-bin iputils-ping | libcap2-bin iputils-ping libpam-cap
procps: libncursesw6 libproc2-0 procps | libncursesw6 libproc2-0 procps libgpm2 psmisc
jq: libonig5 libjq1 jq
dnsutils: libuv1 libfstrm0 libkrb5support0 libk5crypto3 libkeyutils1 libssl3 libkrb5-3 libgssapi-krb5-2 libjemalloc2 libjson-c5 liblmdb0 libmaxminddb0 libnghttp2-14 libprotobuf-c1 libicu72 libxml2 bind9-libs bind9-host libbsd0 libedit2 bind9-dnsutils dnsutils | libuv1 libfstrm0 libkrb5support0 libk5crypto3 libkeyutils1 libssl3 libkrb5-3 libgssapi-krb5-2 libjemalloc2 libjson-c5 liblmdb0 libmaxminddb0 libnghttp2-14 libprotobuf-c1 libicu72 libxml2 bind9-libs bind9-host libbsd0 libedit2 bind9-dnsutils krb5-locales dnsutils
ca-certificates: libssl3 openssl ca-certificates
gosu: gosu`,
};
