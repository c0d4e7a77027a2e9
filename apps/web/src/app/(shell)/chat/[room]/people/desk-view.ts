import type { Outputs } from '@shiplap/client'
import type { PeoplePage } from './people-page.ts'

export type DeskView = Outputs['room']['desk']

/** A page of a room's desk, and what it showed when it was rendered. */
export type DeskPage = { readonly room: string; readonly page: PeoplePage; readonly initial: DeskView }
