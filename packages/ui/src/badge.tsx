import type { ReactNode } from 'react'

export type BadgeTone = 'plain' | 'strong' | 'gold' | 'ahead' | 'behind' | 'yours'

/** A word about a row: its state, its evidence. The word carries the meaning; the tone only seconds it. */
export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: BadgeTone
  readonly children: ReactNode
}) {
  return (
    <span
      className={`inline-flex h-5 items-center gap-1 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  )
}

const tones: Record<BadgeTone, string> = {
  plain: 'border-line text-muted',
  strong: 'border-edge text-ink',
  gold: 'border-current text-gold',
  ahead: 'border-current text-ahead',
  behind: 'border-current text-behind',
  yours: 'border-current text-pb',
}
