import type { Pace } from '@shiplap/domain/pace'
import { Delta, Duration } from '@shiplap/ui/duration'
import { Facts } from '@shiplap/ui/facts'
import { Section } from '@shiplap/ui/section'
import { Sparkline } from '@shiplap/ui/sparkline'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { Timer } from '@shiplap/ui/timer'
import { CountdownAgain } from './countdown-again.tsx'

export function Times({ theme }: { readonly theme: string }) {
  return (
    <Section title={`Times, ${theme}`}>
      <div className="lap bg-board p-4">
        <Timer
          startedAtMs={0}
          stoppedAtMs={767_300}
          label="Stopped timer"
          className="block text-timer font-medium"
        />
        <p className="pt-2 text-sm text-muted">
          Running: <Timer startedAtMs={Date.now() - 3_599_000} label="Running timer" className="text-ink" />
        </p>
        <Facts
          className="pt-3"
          facts={[
            { name: 'PB', value: <span className="text-pb">21:05.8</span> },
            { name: 'WR', value: '9:58.2' },
            { name: 'sum of best', value: '17:44.0' },
          ]}
        />
      </div>
      {splits.map(([name, ms, deltaMs, pace]) => (
        <div key={name} className="lap grid h-9 grid-cols-[1fr_5rem_6rem] items-center bg-board px-3">
          <span>{name}</span>
          <Duration ms={ms} className="text-right text-sm" />
          <Delta ms={deltaMs} pace={pace} className="justify-end text-sm" />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-4 pt-3 text-sm">
        <Duration ms={3_723_456} precision="milliseconds" />
        <Delta ms={0} />
        <TimeAgo at={new Date(Date.now() - 7_500_000).toISOString()} className="text-muted" />
        <Sparkline
          values={[2, 4, 3, 8, 12, 9, 4, 4, 6, 14, 11, 7]}
          label="Jobs a minute, 7 now, 14 at most"
        />
        <CountdownAgain />
      </div>
    </Section>
  )
}

const splits: readonly (readonly [string, number, number, Pace])[] = [
  ['It answers', 58_200, -14_100, 'gold'],
  ['Shorten and follow', 271_000, -32_600, 'ahead-gaining'],
  ['Refuse bad input', 362_900, -20_000, 'ahead-losing'],
  ['Custom aliases', 767_300, 11_700, 'behind-losing'],
  ['Count the clicks', 901_400, 4_200, 'behind-gaining'],
]
