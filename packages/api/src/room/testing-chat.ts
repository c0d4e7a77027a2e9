import { randomUUID } from 'node:crypto'
import { applyEntry, type Line } from '@shiplap/domain/message'
import type { TestApi } from '../testing.ts'
import type { TestVisitor } from '../testing-visitor.ts'
import { createWatch } from '../testing-watch.ts'

/** Somebody who has just registered. */
export async function aPerson(world: Pick<TestApi, 'visitor'>, name = `p${randomUUID().slice(0, 8)}`) {
  const visitor = world.visitor()
  const { account } = await visitor.api.account.register.mutate({
    username: name,
    password: 'a long enough phrase',
  })
  const say = (room: string, body: string, clientKey: string = randomUUID()) =>
    visitor.api.message.send.mutate({ room, body, clientKey })
  return { ...visitor, name, id: account.id, say }
}

/** Somebody's open view of a room: the lines they see, and every number in the order in which it came. */
export function follow(visitor: Pick<TestVisitor, 'api'>, room: string, after?: string) {
  let lines: readonly Line[] = []
  const numbers: number[] = []
  const ids: string[] = []
  const passing: object[] = []
  const { changed, until: untilSeen } = createWatch()
  let failure: unknown
  const subscription = visitor.api.message.live.subscribe(
    { room, ...(after === undefined ? {} : { after }) },
    {
      onData(event) {
        const { data } = event
        if ('lines' in data) lines = data.lines
        else if ('seq' in data) {
          numbers.push(data.seq)
          lines = applyEntry(lines, data)
        } else passing.push(data)
        if ('lines' in data || 'seq' in data) ids.push(event.id)
        changed()
      },
      onError(error) {
        failure = error
        changed()
      },
    },
  )
  const until = (isSo: () => boolean) =>
    untilSeen(() => {
      if (failure !== undefined) throw failure
      return isSo()
    })
  return {
    numbers,
    ids,
    passing,
    until,
    lines: () => lines,
    bodies: () => lines.map((line) => line.body),
    /** Resolves once a line with this text is seen. */
    sees: (body: string) => until(() => lines.some((line) => line.body === body)),
    /** Resolves once the room has shown its newest lines. */
    opened: () => until(() => ids.length > 0),
    /** Rejects with what ends the view. */
    failed: () => until(() => false),
    stop: () => subscription.unsubscribe(),
  }
}
