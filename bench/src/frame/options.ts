import { parseArgs } from 'node:util'
import { type PartName, parts } from './parts.ts'

export type Options = {
  /** The parts that are wanted. */
  readonly parts: readonly PartName[]
  /** Words in the names of the rows that are wanted; all rows where it is empty. */
  readonly words: string
  readonly share: number
  /** How many are wanted, of rows that need fewer as many as they need; where nothing is said, each has what it needs. */
  readonly rounds: number | undefined
  /** The peers that are wanted; all where none is named. */
  readonly against: readonly string[] | undefined
  readonly keep: boolean
  readonly draw: boolean
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      share: { type: 'string' },
      rounds: { type: 'string' },
      against: { type: 'string' },
      keep: { type: 'boolean', default: false },
      draw: { type: 'boolean', default: false },
    },
  })
  // What follows the first slash may hold others: rows of pages are named by their paths.
  const [, part = '', words = ''] = /^([^/]*)\/?(.*)$/.exec((values.only ?? '').toLowerCase()) ?? []
  const share = Number(values.share ?? (values.quick ? 0.1 : 1))
  const most = values.rounds ?? (values.quick ? 1 : undefined)
  const rounds = most === undefined ? undefined : Number(most)
  const against = values.against?.split(',')
  if (values.keep && (share !== 1 || rounds !== undefined || against !== undefined))
    refuse('Only rows with all of the work, all rounds and all peers are kept.')
  return { parts: named(part), words, share, rounds, against, keep: values.keep, draw: values.draw }
}

function named(part: string): readonly PartName[] {
  const all = Object.keys(parts) as PartName[]
  const found = all.filter((name) => part === '' || name === part)
  if (found.length > 0) return found
  return refuse(`There is no part "${part}"; there are ${all.join(', ')}.`)
}

function refuse(why: string): never {
  console.error(why)
  process.exit(2)
}
