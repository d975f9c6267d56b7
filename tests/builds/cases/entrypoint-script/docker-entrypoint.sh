#!/bin/sh
set -e
if [ "$1" = serve ]; then
  : "${GREETING:=hello}"
  set -- sh -c "echo $GREETING from \$\$; exec sleep 100"
fi
exec "$@"
