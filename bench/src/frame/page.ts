import type { Kept } from './kept.ts'
import { inMarkdown, tableOf } from './table.ts'

const begin = '<!-- made by "npm run bench -- --keep" from bench.json: begin -->'
const end = '<!-- made by "npm run bench -- --keep" from bench.json: end -->'

/** The page with the tables of what is kept between its two marks. */
export function withTables(page: string, kept: readonly Kept[]): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error('docs/bench.md has lost the marks of its generated part')
  const rows = kept.flatMap((part) => part.rows)
  const machines = [...new Set(rows.map(({ taken }) => taken.machine))]
  const details = kept.flatMap(({ detail }) => (detail === undefined ? [] : [inMarkdown(detail)]))
  const made = [inMarkdown(tableOf(rows)), machines.map((machine) => `- ${machine}`).join('\n'), ...details]
  return `${page.slice(0, from)}${begin}\n\n${made.join('\n\n')}\n\n${page.slice(to)}`
}
