import { ecosystems, mostPackages } from '@shiplap/domain/manifest'
import { readPackageText } from '@shiplap/domain/package-text'
import { submissionStates } from '@shiplap/domain/submission'
import { z } from 'zod'
import { text } from '../../input.ts'
import { createInput } from '../../submission/input.ts'
import type { AppCaller } from '../../types.ts'
import { type Route, shaped } from '../route.ts'
import { instant } from '../shapes/account.ts'

const sentPackage = z.union([
  text(315, 1).describe(
    'A package in the spelling of its own world: `express@5.1.0`, `requests==2.32.3`, `golang.org/x/net v0.30.0`, `serde = "1.0"`, or `cargo:serde@1.0`.',
  ),
  z.strictObject({ name: text(214, 1), version: text(100).default(''), ecosystem: z.enum(ecosystems) }),
])

export const submissionRoutes: readonly Route[] = [
  shaped({
    method: 'POST',
    path: '/sessions/end',
    tag: 'runs',
    summary: 'Sends a run for review. One that lacks only its last milestone is finished by it.',
    takes: createInput.extend({ packages: z.array(sentPackage).max(mostPackages).default([]) }),
    call: async (api, { packages, ...sent }) => {
      await finish(api, sent.runId)
      return api.submission.create({
        ...sent,
        packages: packages.map((sent) => (typeof sent === 'string' ? readPackageText(sent) : sent)),
      })
    },
    status: 201,
    answer: z.object({
      id: z.uuid(),
      runId: z.uuid(),
      state: z.enum(submissionStates),
      revision: z.int(),
      submittedAt: instant,
    }),
  }),
]

async function finish(api: AppCaller, runId: string): Promise<void> {
  const { run, isOwn } = await api.run.get({ runId })
  const isLast = run.nextPosition !== null && run.milestones.at(-1)?.position === run.nextPosition
  if (isOwn && run.state === 'running' && isLast)
    await api.run.split({ runId, position: run.nextPosition ?? 0, key: crypto.randomUUID() })
}
