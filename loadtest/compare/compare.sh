#!/usr/bin/env bash
# The hub beside nchan, alternating, each on a core of its own; arguments go on to `loadtest compare` (--help shows them).
# With `survey` as the first argument: what single things cost, for `loadtest plan`; the others go on to `loadtest survey`.
# Needs nginx with nchan (Debian: nginx-light, libnginx-mod-nchan), redis-server, taskset, Maven and a JDK 25.
set -euo pipefail
cd "$(dirname "$0")/../.."

what=compare
if [ "${1:-}" = survey ]; then
  what=survey
  shift
fi

for tool in nginx redis-server taskset; do
  command -v "$tool" >/dev/null || { echo "$tool is missing; Debian: apt-get install nginx-light libnginx-mod-nchan redis-server util-linux" >&2; exit 1; }
done

java=java
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
  if [ -x "$home/bin/java" ] && "$home/bin/java" -version 2>&1 | grep -q '"25'; then
    java=$home/bin/java
    break
  fi
done

jar() { # the executable jar of a module
  ls "$1"/target/"$1"-*.jar 2>/dev/null | grep -v -- -tests.jar | head -1
}
fresh() { # whether it was made of what is here now
  local made
  made=$(jar "$1")
  [ -n "$made" ] && [ -z "$(find hub-protocol/src/main "$1"/src/main hub-protocol/pom.xml "$1"/pom.xml pom.xml -newer "$made" -print -quit)" ]
}
if ! fresh hub-service || ! fresh loadtest; then
  mvn -B -q -DskipTests -Dspotless.check.skip=true -pl hub-service,loadtest -am package
fi

ulimit -n "$(ulimit -Hn)"
exec "$java" -jar "$(jar loadtest)" "$what" --hub-jar "$(jar hub-service)" --config loadtest/compare --out "loadtest/target/$what" "$@"
