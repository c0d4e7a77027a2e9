import { z } from 'zod'
import { defineKind, type PayloadOf } from './kind.ts'

const uuid = z.uuid()

/** Every kind of job there is. Its handler stands in apps/worker/src/handlers under the same name. */
export const kinds = {
  mail: defineKind({
    payload: z.strictObject({
      to: z.email().max(254),
      subject: z.string().min(1).max(200),
      text: z.string().min(1).max(20_000),
      // True when the text is encrypted with the instance's secret, as codes and links are that nobody may read in the table.
      sealed: z.boolean().optional(),
    }),
    priority: 'urgent',
    maxAttempts: 10,
    timeLimitMs: 30_000,
    concurrency: 10,
    // Codes and links of reset stand in the text.
    secret: ['text'],
  }),
  'account.registered': defineKind({
    payload: z.strictObject({ accountId: uuid }),
  }),
  'account.export': defineKind({
    payload: z.strictObject({ exportId: uuid }),
    priority: 'low',
  }),
  'sessions.sweep': defineKind({
    payload: z.strictObject({}),
    priority: 'low',
  }),
  'device.new': defineKind({
    payload: z.strictObject({ accountId: uuid, deviceId: uuid }),
  }),
  // Ends an armed run that nobody started and a live run past the longest time of its category.
  'run.expire': defineKind({ payload: z.strictObject({ runId: uuid }) }),
  'run.finished': defineKind({ payload: z.strictObject({ runId: uuid, seq: z.int() }) }),
  'submission.decided': defineKind({ payload: z.strictObject({ verdictId: uuid }) }),
  'claims.release': defineKind({ payload: z.strictObject({ submissionId: uuid }) }),
  'board.rebuild': defineKind({
    payload: z.strictObject({ boardId: uuid }),
    priority: 'low',
    timeLimitMs: 30 * 60_000,
    limit: { key: ({ boardId }) => boardId, atOnce: 1 },
  }),
  // Makes the tables of the days to come and drops those of days long past.
  'history.retention': defineKind({ payload: z.strictObject({}), priority: 'low' }),
  // Makes what was said lately quick to find.
  'messages.words': defineKind({ payload: z.strictObject({}), priority: 'low' }),
  'room.notify': defineKind({
    payload: z.strictObject({ roomId: uuid, seq: z.int().positive() }),
  }),
}

export type KindName = keyof typeof kinds
export type Payload<Name extends KindName> = PayloadOf<(typeof kinds)[Name]>
