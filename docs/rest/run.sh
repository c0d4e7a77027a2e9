#!/usr/bin/env bash
# Start a run → reach its milestones → end it, which sends it for review.
#   SHIPLAP_URL=http://localhost:3000 TOKEN=… ./run.sh url-shortener first-three
set -euo pipefail
api=${SHIPLAP_URL:-http://localhost:3000}/api/v1
headers=(-H "authorization: Bearer $TOKEN" -H 'content-type: application/json')
send() { curl -sSf "$api/$1" "${headers[@]}" -H "idempotency-key: $2" -d "$3"; }

run=$(send sessions/start "start-$$-$RANDOM" "{\"challenge\": \"$1\", \"category\": \"$2\", \"techStack\": [\"go\"]}")
id=$(echo "$run" | sed -E 's/^\{"id":"([^"]*)".*/\1/')
milestones=$(echo "$run" | grep -o '"position":' | wc -l)
for number in $(seq "$milestones"); do
  sleep "${PACE:-2}"
  # Under one key, an answer that was lost can be asked for again: it counts once.
  send milestones/verify "$id-$number" "{\"runId\": \"$id\", \"milestoneNumber\": $number}" | grep -oE '"timeMs":[0-9]+|"elapsedMs":[0-9]+' | tail -1
done
send sessions/end "$id-end" "{\"runId\": \"$id\", \"packages\": [\"express@5.1.0\", \"requests==2.32.3\"], \"videoUrl\": \"https://youtu.be/dQw4w9WgXcQ\"}" |
  grep -oE '"state":"[A-Z]+"'
curl -sSf "$api/runs/$id" | grep -oE '"state":"finished"'
