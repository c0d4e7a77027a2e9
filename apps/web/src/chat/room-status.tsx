'use client'
import { LoaderCircle, Users } from 'lucide-react'

/** Who is here, who types, and whether the connection stands. */
export function RoomStatus({
  typing,
  here,
  me,
  isLive,
}: {
  readonly typing: readonly string[]
  readonly here: { readonly count: number; readonly names: readonly string[] } | undefined
  readonly me: string | null
  readonly isLive: boolean
}) {
  const others = typing.filter((name) => name !== me)
  return (
    <div className="flex min-h-6 items-center justify-between gap-3 pt-1 text-xs text-muted">
      <span className="min-w-0 truncate">
        {!isLive ? (
          <span className="inline-flex items-center gap-1.5">
            <LoaderCircle aria-hidden="true" className="size-3 animate-spin" /> Connecting
          </span>
        ) : (
          others.length > 0 && `${listed(others)} ${others.length === 1 ? 'is' : 'are'} typing`
        )}
      </span>
      {here && here.count > 0 && (
        <span title={here.names.join(', ')} className="inline-flex shrink-0 items-center gap-1">
          <Users aria-hidden="true" className="size-3" />
          <span className="figures">{here.count}</span> here
          <span className="sr-only">: {here.names.join(', ')}</span>
        </span>
      )}
    </div>
  )
}

const listed = (names: readonly string[]) => new Intl.ListFormat('en').format(names.slice(0, 3))
