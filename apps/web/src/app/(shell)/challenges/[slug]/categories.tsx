import type { Outputs } from '@shiplap/client'
import { Section } from '@shiplap/ui/section'
import Link from 'next/link'

type Category = Outputs['challenge']['get']['categories'][number]

/** The rulesets of a challenge, each with the way to its board. */
export function Categories({
  challenge,
  categories,
}: {
  readonly challenge: string
  readonly categories: readonly Category[]
}) {
  return (
    <Section title="Categories">
      <ul>
        {categories.map((category) => (
          <li key={category.slug} className="lap bg-board px-3 py-2.5">
            <div className="flex items-baseline justify-between gap-3">
              <h3 className="font-medium">{category.title}</h3>
              <Link href={`/boards/${challenge}/${category.slug}`} className="shrink-0 text-sm underline">
                Board<span className="sr-only"> of {category.title}</span>
              </Link>
            </div>
            <p className="pt-0.5 text-xs text-muted">
              {[category.rules, category.allowsPause ? 'Pauses are allowed.' : 'No pauses.']
                .filter(Boolean)
                .join(' ')}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
