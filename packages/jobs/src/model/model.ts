import { type JobState, jobMoves } from '@shiplap/domain/job'
import { expect } from 'vitest'
import { limitKeyOf, type Name } from './acts.ts'

export type ModelJob = {
  readonly id: number
  readonly kind: Name
  readonly key: string | undefined
  n: number
  state: JobState
  attempt: number
  dueMs: number
  token: number | undefined
  workerId: number | undefined
  cancelAsked: boolean
  /** The payload that came in for it under `replace` while it ran. */
  next: number | undefined
}

/** What the queue should hold. */
export class Model {
  nowMs = 0
  readonly jobs = new Map<number, ModelJob>()
  /** Every way between two states that was taken. */
  readonly moves = new Set<string>()

  add(job: Pick<ModelJob, 'id' | 'kind' | 'key' | 'n' | 'state' | 'dueMs'>): void {
    const fresh = { attempt: 0, token: undefined, workerId: undefined, cancelAsked: false, next: undefined }
    this.jobs.set(job.id, { ...job, ...fresh })
  }

  move(job: ModelJob, to: JobState): void {
    this.moves.add(`${job.state} ${to}`)
    expect(jobMoves[job.state]).toContain(to)
    job.state = to
  }

  /** In the order of their ids. */
  all(isMeant: (job: ModelJob) => boolean = () => true): readonly ModelJob[] {
    return [...this.jobs.values()].filter(isMeant).sort((one, other) => one.id - other.id)
  }

  holder(kind: Name, key: string): ModelJob | undefined {
    return this.keyed().find((job) => job.kind === kind && job.key === key)
  }

  keyed(): readonly ModelJob[] {
    return this.all((job) => job.key !== undefined && !['done', 'dead', 'cancelled'].includes(job.state))
  }

  /** The first that waits under each key that nothing runs under. */
  allowed(): readonly ModelJob[] {
    const of = (key: string, state: JobState) =>
      this.all((job) => job.kind === 'limited' && job.state === state && limitKeyOf(job.n) === key)
    const free = ['even', 'odd'].filter((key) => of(key, 'running').length === 0)
    return free.flatMap((key) => of(key, 'ready').slice(0, 1))
  }
}
