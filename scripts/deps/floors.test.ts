import { expect, test } from 'vitest'
import { belowFloors, floors } from './floors.ts'

test('no dependency is older than what is free of known faults', () => {
  expect(belowFloors()).toEqual([])
})

test('one that is older, or gone, is told', () => {
  const lockfile = Object.entries(floors)
    .map(([name, [least]]) =>
      name === 'ws' ? '  ws@8.9.9:' : name === 'jose' ? '' : `  '${name}@${least}':`,
    )
    .join('\n')
  expect(belowFloors(lockfile)).toEqual([
    'ws 8.9.9 is older than 8.17.1: CVE-2024-37890: a crash by many headers',
    'jose: not found in the lockfile',
  ])
})
