import { CircleAlert, Info, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'

export type BannerTone = 'info' | 'offline' | 'problem'

type BannerProps = {
  readonly tone?: BannerTone
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** One board across the whole page: offline, a new version, a fact that concerns everything below it. */
export function Banner({ tone = 'info', children, action }: BannerProps) {
  const Icon = icons[tone]
  return (
    <div
      role={tone === 'problem' ? 'alert' : 'status'}
      className={`flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-l-2 bg-raised px-4 py-2 text-sm ${tones[tone]}`}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <div className="min-w-0 flex-1 text-ink">{children}</div>
      {action}
    </div>
  )
}

const icons = { info: Info, offline: WifiOff, problem: CircleAlert }
const tones: Record<BannerTone, string> = {
  info: 'border-pb text-pb',
  offline: 'border-gold text-gold',
  problem: 'border-danger text-danger',
}
