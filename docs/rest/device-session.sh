#!/usr/bin/env bash
# A device session by e-mail: ask for a code, type the six digits of the mail, and be signed in; then sign out everywhere else.
#   SHIPLAP_URL=http://localhost:3000 ./device-session.sh grace@example.org
set -euo pipefail
api=${SHIPLAP_URL:-http://localhost:3000}/api/v1
json='content-type: application/json'
field() { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/"; }
# A phone names itself by a UUID of its own, and is known again by it.
device="{\"type\": \"mobi\", \"vendor_uuid\": \"$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)\"}"

pending=$(curl -sSf "$api/device-sessions?mode=email" -H "$json" -d "{\"user\": {\"email\": \"$1\"}, \"device\": $device}")
uuid=$(echo "$pending" | sed -E 's/^\{"uuid":"([^"]*)".*/\1/')
echo "$(echo "$pending" | field status): type the code"
read -r code

# The token of the pending session serves for nothing but this.
confirmed=$(curl -sSf -X PATCH "$api/device-sessions/$uuid" -H "$json" \
  -H "authorization: Bearer $(echo "$pending" | field token)" -d "{\"otp_code\": \"$code\"}")
echo "$confirmed" | field status
bearer="authorization: Bearer $(echo "$confirmed" | field accessToken)"
curl -sSf "$api/device-sessions" -H "$bearer" && echo
curl -sSf -X DELETE "$api/device-sessions?except=current" -H "$bearer"
