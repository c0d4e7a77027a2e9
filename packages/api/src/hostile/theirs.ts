import { randomUUID } from 'node:crypto'
import * as notices from '@shiplap/db/queries/notices'
import { enqueue } from '@shiplap/jobs/enqueue'
import { finishRun, startRun } from '../run/testing.ts'
import type { TestApi } from '../testing.ts'
import { codeFor } from '../testing-mail.ts'
import { createPerson } from '../testing-people.ts'

/** What belongs to an owner, one of everything that a procedure can be pointed at. */
export async function makeTheirs(world: TestApi) {
  const { db } = world.database
  const [owner, starter, colleague] = await Promise.all([
    createPerson(world, { username: 'the-owner' }),
    createPerson(world, { username: 'the-starter' }),
    createPerson(world, { username: 'the-colleague', role: 'verifier' }),
  ])
  const submitted = await finishRun(world, owner)
  const { id: claimed } = await owner.api.submission.create.mutate({ runId: submitted.id })
  await colleague.api.submission.claim.mutate({ submissionId: claimed })
  const finished = await finishRun(world, owner)
  const running = await startRun(owner)
  const armed = await starter.api.run.arm.mutate({ ...board, assistance: 'unassisted', key: randomUUID() })

  const { slug: room } = await owner.api.room.create.mutate({ title: 'The owner’s room', kind: 'private' })
  await owner.api.message.send.mutate({ room, body: 'a secret', clientKey: randomUUID() })
  const { seq: said } = await owner.api.message.send.mutate({
    room: 'lobby',
    body: 'said by the owner',
    clientKey: randomUUID(),
  })

  const { session } = await owner.api.account.me.query()
  const [device] = await owner.api.device.list.query()
  const email = 'the-owner@example.org'
  const pending = await world
    .visitor()
    .api.device.startSession.mutate({ mode: 'email', user: { email }, device: { type: 'othr' } })
  const notice = {
    kind: 'room.mention',
    body: { room, roomTitle: 'The owner’s room', seq: 1, author: 'the-colleague', excerpt: 'you' },
  } as const
  await db
    .transaction()
    .execute((tx) => notices.insert(tx, { accountId: owner.id, cause: randomUUID(), notice }))
  const { notices: told } = await owner.api.notice.list.query({})
  const jobId = await enqueue(db, 'account.registered', { accountId: owner.id }, { delayMs: 3_600_000 })
  return {
    owner,
    starter,
    colleague,
    accountId: owner.id,
    username: owner.username,
    sessionId: session.id,
    deviceId: device?.device.id ?? '',
    running: running.id,
    finished: finished.id,
    armed: armed.id,
    claimed,
    room,
    said,
    pending: pending.id,
    code: await codeFor(world, email),
    noticeId: told[0]?.id ?? '',
    jobId,
    board,
  }
}

export type Theirs = Awaited<ReturnType<typeof makeTheirs>>

const board = { challenge: 'csvq', category: 'first-three' }
