import type { Claimed } from '@shiplap/db/claimed'
import type { Attempt } from './handler.ts'

/** Why an attempt was aborted. */
export type AbortCause = 'time limit' | 'cancelled' | 'lost' | 'shutdown'

export class Aborted extends Error {
  override readonly name = 'Aborted'
  override readonly cause: AbortCause
  constructor(cause: AbortCause) {
    super(words[cause])
    this.cause = cause
  }
}

const words: Readonly<Record<AbortCause, string>> = {
  'time limit': 'the time limit was reached',
  cancelled: 'the job was cancelled',
  lost: 'another worker has the job now',
  shutdown: 'the worker is shutting down',
}

type Report = (job: HeldJob, share: number) => Promise<void>

/** A job that this worker holds under `token`, from the claim until the database knows its end. */
export class HeldJob implements Attempt {
  readonly id: number
  readonly kind: string
  readonly priority: number
  readonly version: number
  readonly attempt: number
  readonly maxAttempts: number
  readonly isKeyed: boolean
  readonly token: number
  /** Where its row lies; null once the row may have moved. */
  at: string | null
  payload: unknown
  /** On the clock of this process; 0 while it has not begun. */
  startedMs = 0
  takenMs: number
  aborted: AbortCause | undefined
  #controller: AbortController | undefined
  readonly #report: Report

  constructor(claimed: Claimed, token: number, takenMs: number, report: Report) {
    const [at, id, kind, priority, version, attempt, maxAttempts, isKeyed, payload] = claimed
    this.id = id
    this.kind = kind
    this.priority = priority
    this.version = version
    this.attempt = attempt
    this.maxAttempts = maxAttempts
    this.isKeyed = isKeyed
    this.at = at
    this.payload = payload
    this.token = token
    this.takenMs = takenMs
    this.#report = report
  }

  // Made when somebody looks at it: most handlers are over before an abort could matter.
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.aborted !== undefined) this.#controller.abort(new Aborted(this.aborted))
    return this.#controller.signal
  }

  abort(cause: AbortCause): void {
    if (this.aborted !== undefined) return
    this.aborted = cause
    this.#controller?.abort(new Aborted(cause))
  }

  // A getter, so that a handler may take it out of the job, and so that only those who use it pay for it.
  get progress(): (share: number) => Promise<void> {
    return (share) => this.#report(this, share)
  }
}
