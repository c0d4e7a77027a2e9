import type { Outputs } from '@shiplap/client'

export type DeskView = Outputs['room']['desk']
