import { z } from 'zod'
import { exportInput } from '../../board/input.ts'
import { Download, direct, type Route, shaped } from '../route.ts'
import { entryShape } from '../shapes/run.ts'

const tag = 'boards'
const category = z.object({ slug: z.string(), title: z.string() })
const challenge = category.extend({
  version: z.int(),
  summary: z.string(),
  milestoneCount: z.int(),
  categories: z.array(category),
})

export const boardRoutes: readonly Route[] = [
  direct('challenge.list', {
    method: 'GET',
    path: '/challenges',
    tag,
    summary: 'Every challenge at its newest version.',
    signedIn: false,
    answer: z.object({ challenges: z.array(challenge) }),
  }),
  direct('challenge.get', {
    method: 'GET',
    path: '/challenges/{slug}',
    tag,
    summary: 'One challenge with its milestones.',
    signedIn: false,
    answer: challenge.extend({
      milestones: z.array(z.object({ position: z.int(), slug: z.string(), title: z.string() })),
    }),
  }),
  direct('board.page', {
    method: 'GET',
    path: '/boards/{challenge}/{category}',
    tag,
    summary: 'A page of a board.',
    description: 'Follow `next` as `after`, `previous` as `before`.',
    signedIn: false,
    answer: z.object({
      runners: z.int(),
      entries: z.array(entryShape),
      previous: z.string().nullable(),
      next: z.string().nullable(),
    }),
  }),
  shaped({
    method: 'GET',
    path: '/boards/{challenge}/{category}/export',
    tag,
    summary: 'A whole board as a file, CSV or JSON.',
    signedIn: false,
    takes: exportInput.omit({ after: true, limit: true }),
    call: async (api, asked) => {
      const first = await api.board.export(asked)
      const { fileName: filename, mediaType: contentType } = first
      return new Download({ filename, contentType, body: stretches(first) })

      async function* stretches({ text, next }: typeof first): AsyncGenerator<string> {
        yield text
        if (next !== null) yield* stretches(await api.board.export({ ...asked, after: next }))
      }
    },
  }),
]
