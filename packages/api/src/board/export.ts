import * as boards from '@shiplap/db/queries/boards'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { exportInput } from './input.ts'
import { findBoard, listOf, nothing, presentBoard, presentStretch } from './page.ts'

/**
 * A list as a file, a stretch at a time: the texts of all stretches, one behind the other, are the file. `next` asks for
 * the stretch that follows.
 */
export async function exportBoard(ctx: Context, asked: z.output<typeof exportInput>) {
  const board = await findBoard(ctx, asked)
  const list = listOf(board, asked)
  const after = readCursor(asked.after)
  const { limit } = asked
  const found = list === null ? nothing : await boards.entries(ctx.db, { ...list, after, limit: limit + 1 })
  const entries = presentStretch(found, after?.timeMs).slice(0, limit)
  const last = found.rows.length > limit ? found.rows[limit - 1] : undefined
  const parts = { entries, isFirst: after === undefined, isLast: last === undefined }
  const name = [asked.challenge, asked.category, asked.assistance].join('-')
  return {
    ...(asked.format === 'csv'
      ? { fileName: `${name}.csv`, mediaType: 'text/csv', text: asCsv(parts) }
      : {
          fileName: `${name}.json`,
          mediaType: 'application/json',
          text: asJson({ ...parts, board: presentBoard(board, asked) }),
        }),
    next: last === undefined ? null : writeCursor(last),
  }
}

type Entries = ReturnType<typeof presentStretch>
type Parts = { readonly entries: Entries; readonly isFirst: boolean; readonly isLast: boolean }

function asJson({ board, entries, isFirst, isLast }: Parts & { readonly board: object }): string {
  const rows = entries.map((entry) => JSON.stringify(entry)).join(',\n')
  const head = `{"board":${JSON.stringify(board)},\n"entries":[\n`
  return `${isFirst ? head : ',\n'}${rows}${isLast ? '\n]}\n' : ''}`
}

function asCsv({ entries, isFirst }: Parts): string {
  const rows = entries.map((entry) => [
    entry.rank,
    entry.runner.username,
    entry.timeMs,
    entry.achievedAt,
    entry.stack.join(' '),
    entry.evidence,
    entry.verified,
    entry.videoUrl,
    entry.runId,
  ])
  return [...(isFirst ? [columns] : []), ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

const columns = [
  'rank',
  'runner',
  'time_ms',
  'achieved_at',
  'stack',
  'evidence',
  'verified',
  'video_url',
  'run_id',
]

/** A leading sign would make a spreadsheet run the cell as a formula, so it gets an apostrophe before it. */
function cell(value: unknown): string {
  const text = String(value ?? '')
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
