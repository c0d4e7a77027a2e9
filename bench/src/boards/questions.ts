import type { Database } from '@shiplap/db/connect'
import * as boards from '@shiplap/db/queries/boards'
import { lens } from './fill.ts'

type Board = { readonly boardId: string; readonly size: number }

/** What people ask of a board. */
export const questions: Readonly<Record<string, (db: Database, board: Board) => Promise<unknown>>> = {
  async 'first page'(db, { boardId }) {
    await boards.entries(db, { boardId, lens, limit: 50 })
    await boards.count(db, { boardId, lens })
  },
  async 'page at any place'(db, { boardId, size }) {
    const at = any(size)
    const found = await boards.atPlace(db, { boardId, lens, place: at })
    if (found === undefined) throw new Error(`nobody at ${at} of ${size}`)
    await boards.entries(db, {
      boardId,
      lens,
      fromMs: found.timeMs,
      skip: at - 1 - found.faster,
      limit: 50,
    })
  },
  'rank of one': standing,
  async 'around one'(db, board) {
    const own = await standing(db, board)
    await boards.entries(db, { boardId: board.boardId, lens, before: own, limit: 5 })
    await boards.entries(db, { boardId: board.boardId, lens, from: own, limit: 6 })
  },
}

async function standing(db: Database, { boardId, size }: Board) {
  const own = await boards.standingOf(db, { boardId, lens, username: `b${size}-${any(size)}` })
  if (own === undefined) throw new Error('a runner was not found')
  return own
}

function any(size: number): number {
  return 1 + Math.floor(Math.random() * size)
}
