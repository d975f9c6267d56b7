FROM busybox
COPY . /ctx/
CMD find /ctx -type f | sort
