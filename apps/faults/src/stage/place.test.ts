import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { disk } from '../cases/disk.ts'
import { makePlace } from './place.ts'

const dying = `
  import { disk } from '${import.meta.dirname}/../cases/disk.ts'
  import { diskIn, makePlace } from '${import.meta.dirname}/place.ts'
  const place = await makePlace()
  ${disk.whyNot() === null ? 'disk.mount(diskIn(place), 1)' : ''}
  process.stdout.write(place, () => process.kill(process.pid, 'SIGKILL'))`

test('what a run that was killed left behind, its disk too, is gone once the next begins; what is in use stays', async () => {
  const mine = await makePlace()
  const { stdout: left } = spawnSync(process.execPath, ['--input-type=module', '-e', dying], {
    encoding: 'utf8',
  })
  expect(existsSync(left)).toBe(true)
  const next = await makePlace()
  expect(existsSync(left)).toBe(false)
  expect(existsSync(mine)).toBe(true)
  for (const place of [mine, next]) rmSync(place, { recursive: true })
})
