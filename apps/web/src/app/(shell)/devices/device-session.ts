import type { Outputs } from '@shiplap/client'

export type DeviceSession = Outputs['device']['list'][number]
