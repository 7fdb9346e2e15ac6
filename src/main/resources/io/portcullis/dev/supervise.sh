# Runs a Redis that lives no longer than the process at the other end of standard input.
#
# $1  the redis-server program
# $2  its folder, which is removed with it
# Standard input: the configuration, the line "# end", and then nothing more until whoever writes is gone.
# Standard output: the end of what Redis had to say, once it is gone.

trap '' HUP INT TERM PIPE
# A Ctrl-C reaches every process of the terminal's group, and Redis must outlive the node: give it a group of its own,
# where the caller could not start all of this in a session of its own.
command -v setsid >/dev/null || set -m

configuration=
while IFS= read -r line && [ "$line" != '# end' ]; do
    configuration="$configuration$line
"
done
if [ "$line" = '# end' ]; then
    exec 3<&0
    printf '%s' "$configuration" | "$1" - >"$2/redis.log" 2>&1 3<&- &
    redis=$!
    { while read -r line; do :; done; kill -KILL "$redis"; } <&3 >/dev/null 2>&1 &
    watcher=$!
    wait "$redis"
    kill -KILL "$watcher"
    tail -n 20 "$2/redis.log"
fi
rm -rf "$2"
