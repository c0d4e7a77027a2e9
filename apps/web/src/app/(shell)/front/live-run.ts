import type { Outputs } from '@shiplap/client'

export type LiveRun = Outputs['run']['listLive']['runs'][number]
