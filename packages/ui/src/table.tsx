import clsx from 'clsx'
import type { AriaRole, ReactNode } from 'react'

export type Column<Row> = {
  readonly key: string
  /** Heading; on a phone it stands before each cell unless `label` is false. */
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** Times and counts: figures, right-aligned. */
  readonly numeric?: boolean
  /** The column that names the row: its header, and its first line on a phone. */
  readonly isRowHead?: boolean
  /** On a phone it stands at the end of the first line, beside the row's name: the time of a board. */
  readonly leads?: boolean
  /** The heading is for screen readers only (buttons at the end of a row). */
  readonly headHidden?: boolean
  /** Leave the column out below this width. */
  readonly from?: 'sm' | 'md' | 'lg'
  /** … but not on a phone, where each row wraps and has room for it. */
  readonly phoneToo?: boolean
  readonly className?: string
}

type TableProps<Row> = {
  /** What the table lists, for those who can't see what stands above it. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Yours, or the one you came for: a blue edge and `aria-current`. */
  readonly isCurrent?: (row: Row) => boolean
  /** Stands in place of the table when there are no rows. */
  readonly empty?: ReactNode
}

/** Dense rows that lap one another; on a phone each row becomes a small board of its own. */
export function Table<Row>({ caption, columns, rows, rowKey, isCurrent, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return empty
  return (
    <table {...as('table')} className="w-full border-collapse text-left text-base max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead {...as('rowgroup')} className="max-sm:sr-only">
        <tr {...as('row')}>
          {columns.map((column) => (
            <th
              key={column.key}
              {...as('columnheader')}
              scope="col"
              className={clsx(
                'sticky top-0 z-10 h-8 bg-ground px-3 text-xs font-medium whitespace-nowrap text-muted',
                column.numeric && 'text-right',
                hidden(column),
              )}
            >
              {column.headHidden ? <span className="sr-only">{column.head}</span> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...as('rowgroup')} className="max-sm:block">
        {rows.map((row) => (
          <TableRow key={rowKey(row)} row={row} columns={columns} current={isCurrent?.(row) ?? false} />
        ))}
      </tbody>
    </table>
  )
}

function TableRow<Row>({
  row,
  columns,
  current,
}: {
  row: Row
  columns: readonly Column<Row>[]
  current: boolean
}) {
  const hasLead = columns.some((column) => column.leads)
  return (
    <tr
      {...as('row')}
      aria-current={current || undefined}
      className={clsx(
        'lap bg-board hover:bg-hover max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:px-3 max-sm:py-2',
        current && 'outline-2 -outline-offset-2 outline-pb',
      )}
    >
      {columns.map((column) => {
        const Cell = column.isRowHead ? 'th' : 'td'
        const content = column.cell(row)
        const bare = content === null || content === undefined || content === false || content === ''
        return (
          <Cell
            key={column.key}
            {...as(column.isRowHead ? 'rowheader' : 'cell')}
            {...(column.isRowHead && { scope: 'row' })}
            className={clsx(
              'h-9 px-3 py-1.5 align-middle font-normal max-sm:h-auto max-sm:min-w-0 max-sm:p-0',
              column.numeric && 'figures text-right text-sm',
              // What is left out on a phone must not be laid out for it: whichever class came last would win.
              hidden(column),
              (!column.from || column.phoneToo) && (bare ? 'max-sm:hidden' : onPhone(column, hasLead)),
              column.className,
            )}
          >
            {!column.isRowHead && !column.leads && !column.headHidden && (
              <span aria-hidden="true" className="font-sans text-xs text-muted sm:hidden">
                {column.head}
              </span>
            )}
            {content}
          </Cell>
        )
      })}
    </tr>
  )
}

/** The name and the leading figure fill the first line; the rest follows beneath, each after its heading. */
function onPhone<Row>(column: Column<Row>, hasLead: boolean): string {
  if (column.isRowHead)
    return `max-sm:-order-2 max-sm:font-medium ${hasLead ? 'max-sm:basis-[calc(100%-7rem)]' : 'max-sm:basis-full'}`
  if (column.leads) return 'max-sm:-order-1 max-sm:w-28! max-sm:text-right'
  if (column.headHidden) return 'max-sm:ml-auto max-sm:w-auto!'
  return 'max-sm:inline-flex max-sm:min-h-6 max-sm:w-auto! max-sm:items-center max-sm:gap-1.5 max-sm:pr-4 max-sm:text-sm'
}

// Roles are spelt out: where a row is stacked (`display: block`) some browsers forget that it is one.
const as = (role: AriaRole) => ({ role })

function hidden<Row>({ from, phoneToo }: Column<Row>): string | undefined {
  return from && (phoneToo ? hiddenBetween : hiddenBelow)[from]
}
const hiddenBelow = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden' }
const hiddenBetween = { sm: '', md: 'sm:max-md:hidden', lg: 'sm:max-lg:hidden' }
