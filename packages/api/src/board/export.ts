import * as boards from '@shiplap/db/queries/boards'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { exportInput } from './input.ts'
import { findBoard, listOf, presentBoard, presentStretch } from './page.ts'

/** A list as a file. It holds the first ten thousand; whoever needs more reads pages. */
export async function exportBoard(ctx: Context, asked: z.output<typeof exportInput>) {
  const board = await findBoard(ctx, asked)
  const list = listOf(board, asked)
  const entries =
    list === null ? [] : presentStretch(await boards.entries(ctx.db, { ...list, limit: mostExported }))
  const name = [asked.challenge, asked.category, asked.assistance].join('-')
  return asked.format === 'csv'
    ? { fileName: `${name}.csv`, mediaType: 'text/csv', text: asCsv(entries) }
    : {
        fileName: `${name}.json`,
        mediaType: 'application/json',
        text: `${JSON.stringify({ board: presentBoard(board, asked), entries }, null, 2)}\n`,
      }
}

const mostExported = 10_000

function asCsv(entries: ReturnType<typeof presentStretch>): string {
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
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
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
