import type { Outputs } from '@shiplap/client'

export type Submission = Outputs['submission']['get']
