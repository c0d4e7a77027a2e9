import type { Outputs } from '@shiplap/client'
import { Section } from '@shiplap/ui/section'
import { inline } from '../../../../run/prose.tsx'

type Milestone = Outputs['challenge']['get']['milestones'][number]

/** What has to be true at each milestone, in the order in which they are reached. */
export function Milestones({ milestones }: { readonly milestones: readonly Milestone[] }) {
  return (
    <Section title="Milestones">
      <ol>
        {milestones.map(({ position, slug, title, contract }) => (
          <li key={slug} className="lap flex gap-3 bg-board px-3 py-3 sm:px-4">
            <span aria-hidden="true" className="figures w-5 shrink-0 pt-0.5 text-right text-sm text-faint">
              {position}
            </span>
            <div className="min-w-0">
              <h3 className="text-base font-semibold">{title}</h3>
              <p className="max-w-prose pt-0.5 text-sm leading-6 text-muted">{inline(contract)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}
