import { rebuildBoard } from '@shiplap/db/rebuild-board'
import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import type { Tools } from './tools.ts'

/** Writes a board anew from runs and verdicts. */
export function boardRebuild({ db }: Pick<Tools, 'db'>): Handler<Payload<'board.rebuild'>> {
  return ({ payload: { boardId }, signal }) => rebuildBoard(db, { boardId, signal })
}
