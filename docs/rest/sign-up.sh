#!/usr/bin/env bash
# Sign-up → log in → profile → refresh → log out.
#   SHIPLAP_URL=http://localhost:3000 ./sign-up.sh grace 'correct horse battery'
set -euo pipefail
api=${SHIPLAP_URL:-http://localhost:3000}/api/v1
json='content-type: application/json'
field() { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/"; }
username=$1 password=$2

curl -sSf -o /dev/null "$api/auth/register" -H "$json" -d "{\"username\": \"$username\", \"password\": \"$password\"}"
tokens=$(curl -sSf "$api/auth/login" -H "$json" -d "{\"login\": \"$username\", \"password\": \"$password\"}")
curl -sSf "$api/users/me" -H "authorization: Bearer $(echo "$tokens" | field accessToken)" && echo

tokens=$(curl -sSf "$api/auth/refresh" -H "$json" -d "{\"refreshToken\": \"$(echo "$tokens" | field refreshToken)\"}")
bearer="authorization: Bearer $(echo "$tokens" | field accessToken)"
curl -sSf "$api/users/me" -H "$bearer" && echo

curl -sSf -X POST "$api/auth/logout" -H "$bearer"
curl -sS "$api/users/me" -H "$bearer" && echo
