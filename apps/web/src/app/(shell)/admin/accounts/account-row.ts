import type { Outputs } from '@shiplap/client'

export type AccountRow = Outputs['admin']['accounts']['accounts'][number]
