import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { testSettings } from '../testing.ts'
import { createVisitor } from '../testing-visitor.ts'
import type { Contender, Stored } from './run.ts'
import { watch } from './watcher.ts'

const room = 'lobby'

/** This product, watched through stock tRPC clients. */
export const shiplap: Contender = {
  script: fileURLToPath(new URL('./server.ts', import.meta.url)),
  envOf({ port, database, redisUrl, dataDir }) {
    // The same secret for both, so that who signed in here is signed in there.
    const overrides = {
      messages: { points: 1_000_000, perMs: 1_000 },
      pepper: 'one pepper for every server of a run',
    }
    return { SETTINGS: JSON.stringify(testSettings({ database, redisUrl, port, dataDir, overrides })) }
  },
  watch: ({ origins, first }) => watch({ origins, room, first }),
  async sender(origins) {
    const [home = ''] = origins
    const visitor = createVisitor(home)
    await visitor.api.account.register.mutate({
      username: `p${randomUUID().slice(0, 8)}`,
      password: 'a long enough phrase',
    })
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return {
      async send(which, message) {
        const answer = await fetch(`${origins[which % origins.length]}/api/trpc/message.send`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie },
          body: JSON.stringify({ room, ...message }),
          signal: AbortSignal.timeout(5_000),
        }).catch(() => null)
        if (answer === null) return null
        const body = (await answer.json().catch(() => null)) as { result?: { data: { seq: number } } } | null
        if (answer.status !== 200 && answer.status !== 503) throw new Error(`send answered ${answer.status}`)
        return body?.result?.data.seq ?? null
      },
    }
  },
  rows: (database) => database.rows<Stored>`select seq, client_key as key from message order by seq`,
}
