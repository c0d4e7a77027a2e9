import { Avatar } from '@shiplap/ui/avatar'
import { Badge } from '@shiplap/ui/badge'
import { Delta, Duration } from '@shiplap/ui/duration'
import { Section } from '@shiplap/ui/section'
import { type Column, Table } from '@shiplap/ui/table'
import { Tabs } from '@shiplap/ui/tabs'

type Row = {
  readonly rank: string
  readonly runner: string
  readonly ms: number
  readonly deltaMs: number | null
}

export function Rows({ theme }: { readonly theme: string }) {
  return (
    <Section title={`Rows, ${theme}`}>
      <Table
        caption="A board"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.runner}
        isCurrent={(row) => row.runner === 'mira'}
      />
      <div className="flex flex-wrap gap-2 py-3">
        <Badge>timed</Badge>
        <Badge tone="strong">checked</Badge>
        <Badge tone="gold">record</Badge>
        <Badge tone="ahead">approved</Badge>
        <Badge tone="behind">rejected</Badge>
        <Badge tone="yours">this device</Badge>
      </div>
      <Tabs
        label="Comparison"
        tabs={[
          { key: 'pb', label: 'PB', panel: 'Against your own best.' },
          { key: 'wr', label: 'WR', panel: 'Against the record of this board.' },
        ]}
      />
    </Section>
  )
}

const columns: readonly Column<Row>[] = [
  { key: 'rank', head: 'Rank', numeric: true, cell: (row) => row.rank, className: 'w-12' },
  {
    key: 'runner',
    head: 'Runner',
    isRowHead: true,
    cell: (row) => (
      <span className="inline-flex items-center gap-2">
        <Avatar name={row.runner} size="small" />
        {row.runner}
      </span>
    ),
  },
  { key: 'time', head: 'Time', numeric: true, leads: true, cell: (row) => <Duration ms={row.ms} /> },
  {
    key: 'delta',
    head: 'To the one before',
    numeric: true,
    from: 'sm',
    cell: (row) => row.deltaMs !== null && <Delta ms={row.deltaMs} />,
  },
]
const rows: readonly Row[] = [
  { rank: '1', runner: 'ada.k', ms: 598_200, deltaMs: null },
  { rank: '=2', runner: 'mira', ms: 612_900, deltaMs: 14_700 },
  { rank: '=2', runner: 'tomoko', ms: 612_900, deltaMs: 0 },
  { rank: '4', runner: 'jan-willem', ms: 731_000, deltaMs: 118_100 },
]
