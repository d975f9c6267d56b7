#!/bin/sh
trap 'echo got USR1; exit 7' USR1
trap 'echo got TERM; exit 8' TERM
echo ready
while :; do sleep 0.1; done
