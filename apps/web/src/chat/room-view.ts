import type { Outputs } from '@shiplap/client'

export type RoomView = Outputs['room']['get']
