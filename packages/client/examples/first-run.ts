// Signs up, signs in, runs a challenge to its end and tells the room of the run.
//   SHIPLAP_URL=http://localhost:3000 node first-run.ts my-name 'a long password'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@shiplap/client'

const { SHIPLAP_URL = 'http://localhost:3000', PACE_MS = '2000' } = process.env
const [username = '', password = ''] = process.argv.slice(2)

const { api, ...client } = createClient({ url: SHIPLAP_URL })
await client.register({ username, password })
await client.signOut()
await client.signIn({ login: username, password })

const { challenges } = await api.challenge.list.query()
const challenge = challenges.find(({ categories }) => categories.some(({ slug }) => slug === 'first-three'))
if (challenge === undefined) throw new Error('there is no challenge with a short category')

// Every act carries a key of its own: sent twice, it counts once.
const key = () => crypto.randomUUID()
const where = { challenge: challenge.slug, category: 'first-three', assistance: 'unassisted' } as const
const { id: runId } = await api.run.arm.mutate({ ...where, stack: ['typescript'], key: key() })
let run = await api.run.start.mutate({ runId, key: key() })
while (run.state === 'running' && run.nextPosition !== null) {
  await wait(Number(PACE_MS))
  run = await api.run.split.mutate({ runId, position: run.nextPosition, key: key() })
}
console.log(`${run.state} after ${run.timeMs} ms`)

// Every run has a room, called after it.
const room = `run-${runId}`
const { seq } = await api.message.send.mutate({ room, body: 'Done!', clientKey: key() })
const lines = await api.message.list.query({ room, after: seq - 1 })
console.log(`said: ${lines[0]?.body}`)
await client.signOut()
await client.close()
