import { Worker } from 'node:worker_threads'
import { refuse } from '@shiplap/domain/refusal'
import type { Log } from '@shiplap/runtime/log'
import type { HashAnswer, HashTask } from './hash-worker.ts'

type Waiting = {
  readonly task: HashTask
  readonly resolve: (value: string | boolean) => void
  readonly reject: (error: Error) => void
}
type Thread = { readonly worker: Worker; doing: Waiting | null }

/**
 * Runs bcrypt on `threads` threads. bcryptjs's own asynchronous API works in slices of 100 ms on the calling thread,
 * which makes everybody else wait for seconds while a few people sign in.
 */
export function createHashPool({
  threads,
  maxWaiting,
  log,
}: {
  readonly threads: number
  readonly maxWaiting: number
  readonly log: Log
}) {
  const waiting: Waiting[] = []
  const pool: Thread[] = []
  let closed = false

  function startThread(): Thread {
    const thread: Thread = { worker: new Worker(new URL('./hash-worker.ts', import.meta.url)), doing: null }
    thread.worker.on('message', (answer: HashAnswer) => {
      const done = thread.doing
      thread.doing = null
      if (answer.error === undefined) done?.resolve(answer.value)
      else done?.reject(new Error(answer.error))
      next()
    })
    thread.worker.on('error', (error) => log.error({ err: error }, 'hash thread failed'))
    thread.worker.on('exit', () => {
      pool.splice(pool.indexOf(thread), 1)
      thread.doing?.reject(new Error('the hash thread ended'))
      if (!closed) next()
    })
    pool.push(thread)
    return thread
  }

  function next(): void {
    while (waiting.length > 0) {
      const free =
        pool.find((thread) => thread.doing === null) ?? (pool.length < threads ? startThread() : null)
      if (free === null) return
      free.doing = waiting.shift() ?? null
      free.worker.postMessage(free.doing?.task)
    }
  }

  function run(task: HashTask): Promise<string | boolean> {
    if (closed || waiting.length >= maxWaiting) refuse('account.busy', { retryAfterMs: 2_000 })
    return new Promise((resolve, reject) => {
      waiting.push({ task, resolve, reject })
      next()
    })
  }

  return {
    hash: async (text: string, cost: number) => String(await run({ act: 'hash', text, cost })),
    compare: async (text: string, { hash, cost }: { readonly hash: string; readonly cost: number }) =>
      (await run({ act: 'compare', text, hash, cost })) === true,
    async close(): Promise<void> {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new Error('the hash pool is closed'))
      await Promise.all(pool.map((thread) => thread.worker.terminate()))
    },
  }
}
