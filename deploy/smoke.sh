#!/usr/bin/env bash
# Brings the cluster of docker-compose.yml up on a Docker engine, shows that it does what it is for, and takes it down.
#
#   deploy/smoke.sh                 # the engine of DOCKER_HOST, or the local one
#   COMPOSE_FILE=docker-compose.yml:my.yml deploy/smoke.sh
#
# Readers and a publisher, each with a token, run all the while; at the end each reader must have every event of its channels once and in
# order, and no gap. Needs docker with compose v2, bash, curl, openssl and awk. Ends with 0 if all held. What it leaves behind on
# a failure is in the folder it names. SMOKE_HOST says where the engine publishes ports, if not here.
set -euo pipefail
cd "$(dirname "$0")/.."

export COMPOSE_PROJECT_NAME=ssehub-smoke
export PORT=${PORT:-18080} PROMETHEUS_PORT=${PROMETHEUS_PORT:-19090} GRAFANA_PORT=${GRAFANA_PORT:-13000}
export HUBS=2 WORKERS=2
export HUB_AUTH_SECRET=${HUB_AUTH_SECRET:-$(openssl rand -hex 32)}
host=${SMOKE_HOST:-127.0.0.1}
hub=http://$host:$PORT
prometheus=http://$host:$PROMETHEUS_PORT
readers=24 late_readers=8 topics=4 askers=8
patience=180 # seconds for anything
work=$(mktemp -d)
pids=()
began=$SECONDS

say() { printf '%4d s  %s\n' $((SECONDS - began)) "$*"; }
fail() { say "FAILED: $*"; exit 1; }
await() { # what, command…: waits until the command succeeds
  local what=$1 until=$((SECONDS + patience))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $until ] || fail "$what: not within $patience s"
    sleep 0.5
  done
}

finish() {
  local status=$?
  trap - EXIT
  touch "$work/stop"
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
  if [ $status -ne 0 ]; then
    docker compose ps -a || true
    docker compose logs --no-color >"$work/compose.log" 2>&1 || true
    say "the logs and what the readers got: $work"
  else
    rm -rf "$work"
  fi
  say "taking it down"
  docker compose down -v --remove-orphans >/dev/null 2>&1 || status=1
  [ $status -eq 0 ] && say "PASSED"
  exit $status
}
trap finish EXIT

# (grep -q would end before who writes to it has, which pipefail takes for a failure.)

# ---- tokens, as docs/security.md makes them

b64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
token() { # client [further claims]
  local head claims
  head=$(printf '{"alg":"HS256","typ":"JWT"}' | b64)
  claims=$(printf '{"sub":"%s","aud":"sse-hub","exp":%d%s}' "$1" $(($(date +%s) + 3600)) "${2:+,$2}" | b64)
  printf '%s.%s.%s' "$head" "$claims" "$(printf %s "$head.$claims" | openssl dgst -sha256 -hmac "$HUB_AUTH_SECRET" -binary | b64)"
}
bearer() { printf 'Authorization: Bearer %s' "$(token "$@")"; }

# ---- readers: plain curl, which comes back with the id of its last whole event

# Whole events of one connection: type, id and data with tabs between. Half an event counts for nothing.
events() { # file…
  awk 'FNR == 1 { e = i = d = "" }
    { sub(/\r$/, "") }
    /^event:/ { e = substr($0, 8) } /^id:/ { i = substr($0, 5) } /^data:/ { d = substr($0, 7) }
    /^$/ { if (d != "") print e "\t" i "\t" d; e = i = d = "" }' "$@"
}
parts() { ls -v "$work/$1".part.* 2>/dev/null; }
read_as() { # client, query: until the end
  local n=0 id='' last curl shows
  shows=$(bearer "$1" '"hub.topics":["*"]')
  trap 'kill "$curl"; exit' TERM
  while [ ! -e "$work/stop" ]; do
    n=$((n + 1))
    curl -sN -o "$work/$1.part.$n" ${id:+-H "Last-Event-ID: $id"} -H "$shows" "$hub/api/sse/connect/$1?$2" &
    curl=$!
    wait "$curl" || true
    [ -s "$work/$1.part.$n" ] || { rm -f "$work/$1.part.$n"; sleep 1; continue; }
    last=$(events "$work/$1.part.$n" | awk -F'\t' '$2 != "" { id = $2 } END { print id }')
    id=${last:-$id}
    sleep 0.$((RANDOM % 9 + 1))
  done
}
open_reader() { # client, query
  read_as "$@" &
  pids+=($!)
}
seen() { events $(parts "$1"); }
welcomed() { seen "$1" | grep >/dev/null '"code":"connected"'; }
came_back() { [ "$(parts "$1" | wc -l)" -ge 2 ] && events "$(parts "$1" | tail -1)" | grep >/dev/null '"code":"connected"'; }
node_of() { seen "$1" | sed -n 's/.*"node":"\([^"]*\)".*/\1/p' | tail -1; }

# ---- the publisher: one event after the other, each with a key, so that one that was not answered can be repeated

publish() {
  local n=0 t shows
  shows=$(bearer feeder '"hub.publish":["topic/*"]')
  while [ ! -e "$work/published" ]; do
    n=$((n + 1))
    for t in $(seq $topics); do
      curl -sf --max-time 10 --retry 60 --retry-delay 1 --retry-all-errors -o /dev/null -H "$shows" -H 'Content-Type: application/json' \
        -d "{\"topic\":\"smoke-$t\",\"event\":\"tick\",\"data\":{\"t\":$t,\"n\":$n},\"key\":\"k-$t-$n\"}" \
        "$hub/api/sse/publish" || { echo "$t $n" >>"$work/unpublished"; touch "$work/published"; }
    done
    echo $n >"$work/count"
  done
}

# Lost, doubled, swapped and gaps of one reader; late ones begin where they begin.
judge() { # client, topic, count, late
  seen "$1" | awk -F'\t' -v t="$2" -v count="$3" -v late="$4" '
    $1 == "gap" { gaps++ }
    $1 == "tick" && index($3, "\"t\":" t ",") {
      match($3, /"n":[0-9]+/); n = substr($3, RSTART + 4, RLENGTH - 4) + 0
      if (late && !got) last = n - 1
      if (n <= last) wrong++; else { lost += n - last - 1; last = n }
      got++ }
    END { lost += count - last; print got + 0, lost + 0, wrong + 0, gaps + 0 }'
}
has_all() { # client, topic, count
  seen "$1" | grep >/dev/null "\"t\":$2,\"n\":$3}"
}

# ---- what Prometheus knows

ask_prometheus() { # expression: the value of its first sample
  curl -sf -G --data-urlencode "query=$1" "$prometheus/api/v1/query" | sed -n 's/.*"value":\[[^,]*,"\([^"]*\)".*/\1/p'
}
balanced() { [ "$(ask_prometheus 'sum(haproxy_server_status{proxy="streams",state="UP"})')" = "$1" ]; }
targets_up() { # hubs, workers, HAProxy and Prometheus itself
  local found
  found=$(curl -sf "$prometheus/api/v1/targets?state=active" | grep -o '"health":"[a-z]*"')
  [ "$(grep -c up <<<"$found")" -eq "$1" ] && [ "$(wc -l <<<"$found")" -eq "$1" ]
}
ids() { docker compose ps -q "$1"; }
healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$1")" = healthy ]; }

# ---- chat

ask() { # client, requestId: the answer's id
  curl -sf --retry 30 --retry-delay 1 --retry-all-errors -H "$(bearer "$1")" -H 'Content-Type: application/json' \
    -d "{\"message\":\"What happens when a node dies?\",\"requestId\":\"$2\"}" "$hub/api/sse/chat/$1" |
    sed -n 's/.*"id":"\([^"]*\)".*/\1/p'
}
told() { seen "$1" | grep >/dev/null "^$2.*\"id\":\"$3\""; }
state_is() { curl -sf -H "$(bearer "$1")" "$hub/api/sse/messages/$1/$2" | grep >/dev/null "\"state\":\"$3\""; }

# ---- go

say "building"
docker compose build -q
say "starting: $(docker version -f 'engine {{.Server.Version}}'), compose $(docker compose version --short)"
docker compose up -d --wait --wait-timeout $patience
say "up and healthy: $(docker compose ps --format '{{.Service}}' | sort | uniq -c | awk '{printf "%s%s %s", sep, $1, $2; sep = ", "}')"
await "two hubs at the balancer" balanced 2
await "all targets of Prometheus" targets_up 6
say "Prometheus scrapes 2 hubs, 2 workers, HAProxy and itself"

for i in $(seq $readers); do open_reader "reader-$i" "topics=smoke-$((i % topics + 1))"; done
for i in $(seq $askers); do open_reader "asker-$i" "topics=none"; done
for i in $(seq $readers); do await "reader $i" welcomed "reader-$i"; done
for i in $(seq $askers); do await "asker $i" welcomed "asker-$i"; done
publish &
pids+=($!)
early=$(for i in $(seq $readers); do node_of "reader-$i"; done | sort | uniq -c)
[ "$(wc -l <<<"$early")" -eq 2 ] || fail "the readers should be on two hubs: $early"
say "$readers readers, on each hub:" $(awk '{print $1}' <<<"$early")

answer=$(ask asker-1 first)
await "an answer's end" told asker-1 messageEnd "$answer"
state_is asker-1 "$answer" completed || fail "an answer that ended should be completed"
say "an answer came through the balancer, in $(seen asker-1 | grep -c '^messageFragment') fragments"

docker compose up -d --no-recreate --wait --wait-timeout $patience --scale hub=4 >/dev/null
await "four hubs at the balancer" balanced 4
for i in $(seq $late_readers); do open_reader "late-$i" "topics=smoke-$((i % topics + 1))"; done
for i in $(seq $late_readers); do await "late reader $i" welcomed "late-$i"; done
for i in $(seq $late_readers); do
  ! grep -q "$(node_of "late-$i")\$" <<<"$early" || fail "a new reader should be on a new hub"
done
await "all targets of Prometheus" targets_up 8
say "4 hubs without a restart; $late_readers new readers all on the new ones"

docker compose up -d --no-recreate --scale hub=2 >/dev/null 2>&1
await "two hubs at the balancer" balanced 2
await "all targets of Prometheus" targets_up 6
for i in $(seq $late_readers); do
  await "late reader $i back" came_back "late-$i"
  seen "late-$i" | grep >/dev/null '"reason":"shutdown"' || fail "late reader $i should have been asked to leave, not cut"
done
say "2 hubs again; the others' readers were sent elsewhere"

doomed=$(ids hub | sed -n 1p)
docker kill "$doomed" >/dev/null
await "one hub at the balancer" balanced 1
answer=$(ask asker-2 while-one-is-gone)
await "an answer's end" told asker-2 messageEnd "$answer"
docker start "$doomed" >/dev/null
await "the killed hub" healthy "$doomed"
await "two hubs at the balancer" balanced 2
say "a hub was killed, its readers went on elsewhere, and it is back"

for round in 1 2 3; do
  declare -A asked=()
  for i in $(seq $askers); do asked[$i]=$(ask "asker-$i" "round-$round"); done
  for i in $(seq $askers); do await "an answer begins" told "asker-$i" messageStart "${asked[$i]}"; done
  doomed=$(ids worker | sed -n 1p)
  docker kill "$doomed" >/dev/null
  again=0
  for i in $(seq $askers); do
    await "an answer's end" told "asker-$i" messageEnd "${asked[$i]}"
    ends=$(seen "asker-$i" | grep -E "^message(End|Error)" | grep -c "\"id\":\"${asked[$i]}\"") || true
    [ "$ends" -eq 1 ] || fail "an answer should have one ending, not $ends"
    if seen "asker-$i" | grep "\"id\":\"${asked[$i]}\"" | grep >/dev/null '"attempt":2'; then again=$((again + 1)); fi
  done
  docker start "$doomed" >/dev/null
  await "the killed worker" healthy "$doomed"
  [ $again -eq 0 ] || break
done
[ $again -gt 0 ] || fail "the killed worker had nothing to do in three rounds"
say "a worker was killed; $askers answers all ended once, $again of them by the other worker"
await "all targets of Prometheus" targets_up 6

touch "$work/published"
wait "${pids[readers + askers]}"
[ ! -e "$work/unpublished" ] || fail "not published: $(cat "$work/unpublished")"
count=$(cat "$work/count")
check() { # name, number, late
  local topic=$(($2 % topics + 1)) got lost wrong gaps
  await "the last event at $1-$2" has_all "$1-$2" $topic "$count"
  read -r got lost wrong gaps < <(judge "$1-$2" $topic "$count" "$3")
  [ "$lost $wrong $gaps" = "0 0 0" ] || fail "$1-$2: $lost lost, $wrong doubled or swapped, $gaps gaps, of $got"
  delivered=$((delivered + got)) connections=$((connections + $(parts "$1-$2" | wc -l)))
}
delivered=0 connections=0
for i in $(seq $readers); do check reader "$i" ''; done
for i in $(seq $late_readers); do check late "$i" 1; done
[ $connections -gt $((readers + late_readers)) ] || fail "no reader had to come back"
say "$delivered events delivered over $connections connections of $((readers + late_readers)) readers: 0 lost, doubled or swapped, no gap"

touch "$work/stop"
stopped=$(ids hub)$'\n'$(ids worker)
docker compose stop hub worker >/dev/null 2>&1
for id in $stopped; do
  end=$(docker inspect -f '{{.State.ExitCode}}' "$id")
  [ "$end" -eq 143 ] || fail "a service that is stopped should end by SIGTERM (143), not with $end"
done
say "SIGTERM reaches hubs and workers"
for service in hub worker; do
  docker compose logs --no-log-prefix $service | grep -o 'Started [A-Za-z]* in [0-9.]* seconds' | sort | sed "s/^/        /"
done
docker image ls --format '{{.Repository}} {{.Size}}' | awk '/^ssehub\// { print "        " $1, $2 }' | sort -u
