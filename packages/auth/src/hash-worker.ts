// Runs on a thread of its own; see hash-pool.ts.
import { parentPort } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

export type HashTask =
  | { readonly act: 'hash'; readonly text: string; readonly cost: number }
  /** A "no" costs what a hash of `cost` costs, also where `hash` is an older and cheaper one. */
  | { readonly act: 'compare'; readonly text: string; readonly hash: string; readonly cost: number }
export type HashAnswer =
  | { readonly error?: undefined; readonly value: string | boolean }
  | { readonly error: string }

parentPort?.on('message', (task: HashTask) => parentPort?.postMessage(answer(task)))

function answer(task: HashTask): HashAnswer {
  try {
    return { value: task.act === 'hash' ? bcrypt.hashSync(task.text, task.cost) : compare(task) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'bcrypt failed' }
  }
}

function compare({ text, hash, cost }: Extract<HashTask, { act: 'compare' }>): boolean {
  if (bcrypt.compareSync(text, hash)) return true
  // Each step doubles the work, so the steps from the old cost to the one below the new add up to what is missing.
  for (let step = bcrypt.getRounds(hash); step < cost; step++) bcrypt.hashSync(text, step)
  return false
}
