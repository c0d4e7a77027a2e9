#!/usr/bin/env bash
# Make a room → say something in it → read it.
#   SHIPLAP_URL=http://localhost:3000 TOKEN=… ./chat.sh 'Build club' hello
set -euo pipefail
api=${SHIPLAP_URL:-http://localhost:3000}/api/v1
headers=(-H "authorization: Bearer $TOKEN" -H 'content-type: application/json')

curl -sSf "$api/chat/rooms" "${headers[@]}" -d "{\"name\": \"$1\"}" && echo
curl -sSf "$api/chat/messages" "${headers[@]}" -d "{\"chatRoomName\": \"$1\", \"body\": \"$2\", \"clientKey\": \"chat-$$-$RANDOM\"}" && echo
curl -sSf --get "$api/chat/messages" --data-urlencode "chatRoomName=$1" -d limit=10 && echo
