import type { Database } from '@shiplap/db/connect'
import type { Topics } from '@shiplap/redis/topics'
import type { SendMail } from '../mail.ts'

/** What handlers may use. */
export type Tools = {
  readonly db: Database
  /** News to every process. */
  readonly feed: Pick<Topics, 'announce'>
  readonly sendMail: SendMail
  readonly origin: string
  /** How long ended jobs are kept. */
  readonly historyDays: number
  /** The instance's secret, with which mails with codes wait encrypted. */
  readonly pepper: string | undefined
}
