import { type Figure, isMet, type Row } from './row.ts'
import type { Detail, Judgement } from './scenario.ts'

const head = [
  'What',
  'Shiplap',
  'Peer',
  'Its figure',
  'Ratio',
  'Bar',
  '',
  'Measured (UTC)',
  'Cores elsewhere',
]

/** All rows in one table: ours, each peer, the ratio, what is asked, whether it is reached, and when that was seen. */
export function tableOf(rows: readonly Row[]): Detail {
  return { head, rows: rows.flatMap(linesOf) }
}

/** For a terminal: columns stand below each other. */
export function drawn({ head: titles, rows }: Detail): string {
  const widths = titles.map((title, column) =>
    Math.max(3, title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [line(titles), rule, ...rows.map(line)].join('\n')
}

/** For a page: a line changes only with its own row. */
export function inMarkdown({ head: titles, rows }: Detail): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The row in one line, for whoever watches. */
export function lineOf(row: Row): string {
  const figures = Object.values(row.figures).map((figure) => `${figure.name} ${shownFigure(figure)}`)
  const bars = row.judgements.map(({ ratio, words }) => `${shown(ratio)} (${words})`)
  const verdict = row.judgements.length === 0 ? '     ' : isMet(row) ? 'ok   ' : 'short'
  return `${verdict} ${row.part}: ${row.name}: ${figures.join(', ')} ${row.unit}; ${bars.join(', ')}`
}

/** A line for each peer and for each bar that no peer sets. */
function linesOf({ part, name, unit, figures, judgements, taken }: Row): readonly (readonly string[])[] {
  const { shiplap, ...peers } = figures
  const lines = [
    ...judgements.filter(({ against }) => against === undefined).map((bar) => ['–', '', ...judged(bar)]),
    ...Object.entries(peers).map(([key, peer]) => {
      const bar = judgements.find(({ against }) => against === key)
      const ratio = shown((shiplap?.median ?? Number.NaN) / (peer.median ?? Number.NaN))
      return [peer.name, shownFigure(peer), ...(bar === undefined ? [ratio, '', ''] : judged(bar))]
    }),
  ]
  const what = `${part}: ${name}${unit === '' ? '' : `, ${unit}`}`
  const ours = shiplap === undefined ? '–' : shownFigure(shiplap)
  const at = taken.at.slice(0, 16).replace('T', ' ')
  const measured = taken.share === 1 ? at : `${at}, ${taken.share} of the work`
  const elsewhere = taken.coresElsewhere === null ? 'not seen' : taken.coresElsewhere.toFixed(2)
  const [first = ['–', '', '', '', ''], ...rest] = lines
  return [[what, ours, ...first, measured, elsewhere], ...rest.map((line) => ['″', '', ...line, '', ''])]
}

function judged({ ratio, words, isMet }: Judgement): readonly string[] {
  return [shown(ratio), words, isMet ? 'ok' : 'short']
}

function shownFigure({ median, cpuMs, memoryMb }: Figure): string {
  const costs = [
    ...(cpuMs === undefined ? [] : [`${shown(cpuMs)} ms CPU`]),
    ...(memoryMb === undefined ? [] : [`${shown(memoryMb)} MB`]),
  ]
  return `${shown(median)}${costs.length > 0 ? ` (${costs.join(', ')})` : ''}`
}

function shown(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return 'not in time'
  if (Number.isInteger(value) || value >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(value < 10 ? 2 : 1)
}
