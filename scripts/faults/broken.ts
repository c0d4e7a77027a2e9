import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyCheckout } from '../mutation/copy.ts'
import type { Break } from './breaks.ts'

/** Breaks the product in a copy, one way at a time, and answers those of which nothing was told. */
export function judgeTheJudge(chosen: readonly Break[], seed: number): readonly Break[] {
  const folder = copyCheckout()
  try {
    return chosen.filter((each) => !isNoticed(folder, each, seed))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isNoticed(folder: string, { what, file, from, to, under, told }: Break, seed: number): boolean {
  const path = join(folder, file)
  const whole = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    whole.replace(from, () => to),
  )
  const { stdout } = spawnSync(
    process.execPath,
    ['scripts/faults.ts', under, '--unbuilt', '--seed', String(seed)],
    { cwd: folder, encoding: 'utf8' },
  )
  writeFileSync(path, whole)
  const line = stdout.split('\n').find((each) => told.test(each))
  console.log(`  ${line === undefined ? '✗' : '✓'} ${what}: ${line?.trim() ?? stdout.slice(-2_000)}`)
  return line !== undefined
}
