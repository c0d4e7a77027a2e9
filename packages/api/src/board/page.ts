import * as boards from '@shiplap/db/queries/boards'
import { lensKey, rankPage } from '@shiplap/domain/board'
import { refuse } from '@shiplap/domain/refusal'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { aroundInput, listInput, pageInput, rankInput } from './input.ts'

type Asked = z.output<typeof listInput>

/** One page of a list: by cursor, by place, or from the top. It costs the same wherever it is and however long the list. */
export async function readPage(ctx: Context, asked: z.output<typeof pageInput>) {
  const board = await findBoard(ctx, asked)
  const { obsolete, limit, place } = asked
  const [after, before] = [readCursor(asked.after), readCursor(asked.before)]
  const list = listOf(board, asked)
  const start =
    place === undefined || list === null ? undefined : await boards.atPlace(ctx.db, { ...list, place })
  // Past the end of a list there is nothing; without a board there has been no run yet.
  const isEmpty = list === null || (place !== undefined && start === undefined)
  const from = start && place ? { fromMs: start.timeMs, skip: place - 1 - start.faster } : {}
  const [found, runners, reviewing] = await Promise.all([
    isEmpty
      ? nothing
      : boards.entries(ctx.db, { ...list, ...from, after, before, obsolete, limit: limit + 1 }),
    list === null ? 0 : boards.count(ctx.db, list),
    list === null
      ? 0
      : boards.count(ctx.db, { ...list, lens: lensKey({ ...asked, standing: 'provisional' }) }),
  ])
  const isFull = found.rows.length > limit
  const [begin, end] = before && isFull ? [1, limit + 1] : [0, limit]
  const shown = found.rows.slice(begin, end)
  const [first, last] = [shown[0], shown.at(-1)]
  const hasBefore = first !== undefined && (before ? isFull : after !== undefined || (place ?? 1) > 1)
  return {
    board: presentBoard(board, asked),
    runners,
    /** How many stand in the same list before anybody reviewed them. */
    provisionalRunners: reviewing,
    entries: presentStretch(found, after?.timeMs).slice(begin, end),
    previous: hasBefore ? writeCursor(first) : null,
    next: last !== undefined && (before ? true : isFull) ? writeCursor(last) : null,
  }
}

/** Where one runner stands, for "find me". */
export async function readRank(ctx: Context, asked: z.output<typeof rankInput>) {
  const list = listOf(await findBoard(ctx, asked), asked) ?? refuse('board.not-standing')
  const found =
    (await boards.standingOf(ctx.db, { ...list, username: asked.username })) ?? refuse('board.not-standing')
  const { rank, runners, runId, timeMs } = found
  return {
    rank,
    runners,
    runId,
    timeMs,
    achievedAt: found.achievedAt.toISOString(),
    cursor: writeCursor(found),
  }
}

/** A runner with those right before and right after. */
export async function readAround(ctx: Context, asked: z.output<typeof aroundInput>) {
  const board = await findBoard(ctx, asked)
  const list = listOf(board, asked) ?? refuse('board.not-standing')
  const own =
    (await boards.standingOf(ctx.db, { ...list, username: asked.username })) ?? refuse('board.not-standing')
  const [ahead, from] = await Promise.all([
    boards.entries(ctx.db, { ...list, before: own, limit: asked.each }),
    boards.entries(ctx.db, { ...list, from: own, limit: asked.each + 1 }),
  ])
  const stretch = ahead.rows.length === 0 ? from : { ...ahead, rows: [...ahead.rows, ...from.rows] }
  return {
    board: presentBoard(board, asked),
    rank: own.rank,
    runners: own.runners,
    runId: own.runId,
    entries: presentStretch(stretch),
  }
}

export async function findBoard(ctx: Context, asked: Pick<Asked, 'challenge' | 'category' | 'assistance'>) {
  return (await boards.find(ctx.db, asked)) ?? refuse('board.not-found')
}

type Board = Awaited<ReturnType<typeof findBoard>>

export function listOf(board: Board, asked: Asked): boards.List | null {
  return board.id === null ? null : { boardId: board.id, lens: lensKey(asked) }
}

export function presentBoard(board: Board, asked: Pick<Asked, 'challenge' | 'category' | 'assistance'>) {
  return {
    challenge: { slug: asked.challenge, title: board.challengeTitle },
    category: { slug: asked.category, title: board.categoryTitle },
    assistance: asked.assistance,
    milestoneCount: board.milestoneCount,
  }
}

/** Entries with their ranks, and how far each is behind the one before; `beforeMs` is the time of the one before them all. */
export function presentStretch(stretch: boards.Stretch, beforeMs: number | null = null) {
  const ranks = rankPage(stretch.rows, stretch)
  const times = [beforeMs, ...stretch.rows.map((row) => row.timeMs)]
  return stretch.rows.map((row, index) => ({
    rank: ranks[index] ?? null,
    /** Shares its rank with somebody, who may stand on another page. */
    tied: row.tied,
    runId: row.runId,
    runner: { id: row.accountId, username: row.username },
    timeMs: row.timeMs,
    /** How much slower than the one before; null where nobody knows of one. */
    behindMs: times[index] == null ? null : row.timeMs - times[index],
    achievedAt: row.achievedAt.toISOString(),
    stack: row.stack,
    evidence: row.evidence,
    verified: row.submissionState === 'APPROVED',
    pending: row.submissionState === 'PENDING',
    clockStepped: row.clockStepped,
    videoUrl: row.videoUrl,
    obsolete: row.obsolete,
  }))
}

export const nothing: boards.Stretch = { rows: [], faster: 0, tiedBefore: 0 }
