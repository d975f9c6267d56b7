echo "mode $MODE, debug ${DEBUG:-off}"
