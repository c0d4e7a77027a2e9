#!/usr/bin/env bash
# Fifty people sign up at the same moment; prints how many got which answer. Who is told to come back (503) does so.
# An instance lets 30 people of one address register in ten minutes; start it with ADDRESS_LIMIT_FACTOR=10 for this.
#   SHIPLAP_URL=http://localhost:3000 ./fifty-sign-ups.sh crowd
set -euo pipefail
export api=${SHIPLAP_URL:-http://localhost:3000}/api/v1 name=$1

seq 50 | xargs -P 50 -I{} sh -c 'curl -sS --retry 5 -o /dev/null -w "%{http_code}\n" "$api/auth/register" -H "content-type: application/json" \
  -d "{\"username\": \"$name-{}\", \"password\": \"correct horse battery\"}"' | sort | uniq -c
