import type { Marks } from '@shiplap/domain/comparison'
import type { presentRun } from './present.ts'

type Exported = { readonly run: ReturnType<typeof presentRun>; readonly golds: Marks }

/** The run as LiveSplit keeps splits (.lss, version 1.7.0): its one attempt, its splits as Personal Best, and best segments. */
export function asLiveSplit({ run, golds }: Exported): string {
  const game = `${run.challenge.title}`
  const category = `${run.category.title} (${run.assistance})`
  const segments = run.milestones.map(({ title, splitMs, segmentMs }, index) => {
    const best = least(golds[index] ?? null, segmentMs)
    return `    <Segment>
      <Name>${xml(title)}</Name>
      <Icon />
      <SplitTimes>
        <SplitTime name="Personal Best">${realTime(splitMs)}</SplitTime>
      </SplitTimes>
      <BestSegmentTime>${realTime(best)}</BestSegmentTime>
      <SegmentHistory>
        <Time id="1">${realTime(segmentMs)}</Time>
      </SegmentHistory>
    </Segment>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<Run version="1.7.0">
  <GameIcon />
  <GameName>${xml(game)}</GameName>
  <CategoryName>${xml(category)}</CategoryName>
  <Metadata>
    <Run id="" />
    <Platform usesEmulator="False"></Platform>
    <Region></Region>
    <Variables>
      <Variable name="Stack">${xml(run.stack.join(', '))}</Variable>
    </Variables>
  </Metadata>
  <Offset>00:00:00</Offset>
  <AttemptCount>1</AttemptCount>
  <AttemptHistory>
    <Attempt id="1" started="${date(run.startedAt)}" isStartedSynced="True" ended="${date(run.endedAt)}" isEndedSynced="True">${realTime(run.timeMs)}</Attempt>
  </AttemptHistory>
  <Segments>
${segments.join('\n')}
  </Segments>
  <AutoSplitterSettings />
</Run>
`
}

/** LiveSplit writes spans as .NET does: `00:12:47.3000000`. */
function realTime(ms: number | null): string {
  if (ms === null) return ''
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1_000) % 60]
  return `<RealTime>${clock.map(two).join(':')}.${String(ms % 1_000).padStart(3, '0')}0000</RealTime>`
}

/** And instants as an American clock in UTC: `11/21/2026 02:41:37`. */
function date(iso: string | null): string {
  if (iso === null) return ''
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`
}

function xml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function least(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}
