import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Guard } from './guards.ts'
import type { Place } from './place.ts'
import { run } from './run.ts'
import { type Score, vitestConfig } from './stryker.ts'

/**
 * Takes one guard at a time out of its SQL, runs its tests, and puts it back. What is found out is kept in `kept`: neither
 * the file nor the tests having changed, it is not tried again.
 */
export async function removeGuards(
  { folder, postgresUrl }: Place,
  guards: readonly Guard[],
  kept: string,
): Promise<Score> {
  mkdirSync(dirname(kept), { recursive: true })
  const known: Record<string, boolean> = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {}
  const alive: string[] = []
  for (const { file, from, to, tests } of guards) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    if (text.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`)
    const told = tests.map((test) => readFileSync(join(folder, test), 'utf8'))
    const name = createHash('sha256')
      .update(JSON.stringify([text, from, to, told]))
      .digest('hex')
    if (known[name] === undefined) {
      writeFileSync(join(folder, 'vitest.config.ts'), vitestConfig(tests, postgresUrl))
      writeFileSync(
        path,
        text.replace(from, () => to),
      )
      const code = await run('vitest', ['run'], { cwd: folder, stdio: 'ignore' })
      writeFileSync(path, text)
      known[name] = code !== 0
      writeFileSync(kept, JSON.stringify(known))
      console.log(`${code === 0 ? 'not ' : ''}noticed: ${file} without ${from.trim()}`)
    }
    if (known[name] === false) alive.push(`${file} ${from.trim()} → ${to.trim()}`)
  }
  return { noticed: guards.length - alive.length, timedOut: 0, alive }
}
