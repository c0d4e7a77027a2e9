import { type Figure, isMet, type Row } from './row.ts'

const head = ['What', 'Shiplap', 'Peers', 'Ratio', 'Bar', '']

/** All rows in one table: ours, the peers, the ratio, what is asked, and whether it is reached. */
export function tableOf(rows: readonly Row[]): string {
  return drawn(head, rows.flatMap(linesOf))
}

/** A table that reads well in a terminal and in Markdown alike. */
export function drawn(titles: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) =>
    Math.max(3, title.length, ...body.map((cells) => cells[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [line(titles), rule, ...body.map(line)].join('\n')
}

/** The row in one line, for whoever watches. */
export function lineOf(row: Row): string {
  const figures = Object.values(row.figures).map((figure) => `${figure.name} ${shownFigure(figure)}`)
  const bars = row.judgements.map(({ ratio, words }) => `${shown(ratio)} (${words})`)
  const verdict = row.judgements.length === 0 ? '     ' : isMet(row) ? 'ok   ' : 'short'
  return `${verdict} ${row.part}: ${row.name}: ${figures.join(', ')} ${row.unit}; ${bars.join(', ')}`
}

function linesOf(row: Row): readonly (readonly string[])[] {
  const { shiplap, ...peers } = row.figures
  const what = `${row.part}: ${row.name}, ${row.unit}`
  const ours = shiplap === undefined ? '–' : shownFigure(shiplap)
  const others = Object.values(peers).map((figure) => `${figure.name} ${shownFigure(figure)}`)
  const [first, ...rest] = row.judgements
  const judged = (judgement = first) =>
    judgement === undefined
      ? ['', '', '']
      : [shown(judgement.ratio), judgement.words, judgement.isMet ? 'ok' : 'short']
  return [
    [what, ours, others.join(' · ') || '–', ...judged()],
    ...rest.map((judgement) => ['″', '', '', ...judged(judgement)]),
  ]
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
