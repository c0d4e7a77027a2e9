// Runs on a thread of its own; see hash-pool.ts.
import { parentPort } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

export type HashTask =
  | { readonly act: 'hash'; readonly text: string; readonly cost: number }
  | { readonly act: 'compare'; readonly text: string; readonly hash: string }
export type HashAnswer =
  | { readonly error?: undefined; readonly value: string | boolean }
  | { readonly error: string }

parentPort?.on('message', (task: HashTask) => parentPort?.postMessage(answer(task)))

function answer(task: HashTask): HashAnswer {
  try {
    return {
      value:
        task.act === 'hash'
          ? bcrypt.hashSync(task.text, task.cost)
          : bcrypt.compareSync(task.text, task.hash),
    }
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'bcrypt failed' }
  }
}
