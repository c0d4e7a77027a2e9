import type { Outputs } from '@shiplap/client'

export type Board = Outputs['run']['stats']['boards'][number]
