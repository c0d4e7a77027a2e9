import { Refusal } from '@shiplap/domain/refusal'
import { assistances } from '@shiplap/domain/run'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { id, slug } from '../../input.ts'
import { stack } from '../../run/input.ts'
import type { AppCaller } from '../../types.ts'
import { direct, type Route, shaped } from '../route.ts'
import { runShape } from '../shapes/run.ts'

const tag = 'runs'

export const runRoutes: readonly Route[] = [
  shaped({
    method: 'POST',
    path: '/sessions/start',
    tag,
    summary: 'Starts a run: the clock runs from here on.',
    description: 'Sent again with the same key, it answers with the run that was started then.',
    takes: z.strictObject({
      challenge: slug,
      category: slug,
      assistance: z.enum(assistances).default('unassisted'),
      techStack: stack.default([]),
      key: id.default(() => crypto.randomUUID()),
    }),
    call: async (api, { techStack, ...asked }) => {
      const { id: runId } = await api.run.arm({ ...asked, stack: techStack })
      return api.run.start({ runId, key: asked.key })
    },
    status: 201,
    answer: runShape,
  }),
  shaped({
    method: 'POST',
    path: '/milestones/verify',
    tag,
    summary: 'Says that the runner has reached a milestone. Saying it twice is as good.',
    takes: z.strictObject({
      runId: id,
      milestoneNumber: z.int().min(1).max(1_000),
      key: id.default(() => crypto.randomUUID()),
    }),
    call: async (api, { milestoneNumber: position, ...act }) => {
      try {
        return await api.run.split({ ...act, position })
      } catch (error) {
        return await reachedBefore(api, { ...act, position, error })
      }
    },
    answer: runShape,
  }),
  direct('run.get', {
    method: 'GET',
    path: '/runs/{runId}',
    tag,
    summary: 'A run with its splits.',
    signedIn: false,
    show: ({ run }) => run,
    answer: runShape,
  }),
]

/** A milestone that stands already was reached, whoever says so again; anything else is refused as it was. */
async function reachedBefore(
  api: AppCaller,
  { runId, position, error }: { readonly runId: string; readonly position: number; readonly error: unknown },
) {
  const cause = error instanceof TRPCError ? error.cause : undefined
  if (!(cause instanceof Refusal) || !repeated.has(cause.reason)) throw error
  const { run, isOwn } = await api.run.get({ runId })
  const milestone = run.milestones.find((known) => known.position === position)
  if (!isOwn || milestone?.splitMs == null) throw error
  return run
}

const repeated = new Set(['run.out-of-order', 'run.over', 'run.too-soon'])
