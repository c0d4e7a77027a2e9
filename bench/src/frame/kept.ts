import type { PartResult } from './part-result.ts'
import { parts } from './parts.ts'
import type { Row } from './row.ts'
import type { Detail } from './scenario.ts'

/** What docs/bench.json has of one part. */
export type Kept = { readonly name: string; readonly rows: readonly Row[]; readonly detail?: Detail }

/** Each new row in the place of the old one of its name; the other rows stay, but for those that the part has no more. */
export function keepRows(
  before: readonly Kept[],
  { name, names, rows, detail }: PartResult,
): readonly Kept[] {
  const old = before.find((part) => part.name === name) ?? { name, rows: [] }
  // A part that broke off before it could say which rows it has takes none away.
  if (names.length === 0) return before
  const known = new Map([...old.rows, ...rows].map((row) => [row.name, row]))
  const kept = { ...old, rows: names.flatMap((each) => known.get(each) ?? []), ...(detail && { detail }) }
  return [...before.filter((part) => part.name !== name), kept]
}

/** In the order of the table. */
export function inOrder(kept: readonly Kept[]): readonly Kept[] {
  const place = (part: Kept) => Object.keys(parts).indexOf(part.name)
  return kept.toSorted((a, b) => place(a) - place(b))
}
