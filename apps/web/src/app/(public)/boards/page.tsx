import { Duration } from '@shiplap/ui/duration'
import { PageHead } from '@shiplap/ui/page-head'
import { Section } from '@shiplap/ui/section'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../server/server-api.ts'

export const metadata: Metadata = { title: 'Boards' }

/** Every board by challenge, with who is first. */
export default async function BoardsPage() {
  const api = await serverApi()
  const { challenges } = await api.challenge.list()
  const firsts = await Promise.all(
    challenges.flatMap(({ slug, categories }) =>
      categories.map((category) => api.board.page({ challenge: slug, category: category.slug, limit: 1 })),
    ),
  )
  return (
    <>
      <PageHead
        title="Boards"
        sub="Who is fastest at what. Each category has three boards: unassisted, with completion, and with an agent; here is who leads without help."
      />
      {challenges.map((challenge) => (
        <Section key={challenge.slug} title={challenge.title}>
          <ul>
            {challenge.categories.map((category) => {
              const page = firsts.find(
                ({ board }) =>
                  board.challenge.slug === challenge.slug && board.category.slug === category.slug,
              )
              return (
                <li
                  key={category.slug}
                  className="lap relative flex min-h-9 flex-wrap items-center gap-x-4 bg-board px-3 py-1.5 hover:bg-hover"
                >
                  <Link
                    href={`/boards/${challenge.slug}/${category.slug}`}
                    className="min-w-40 flex-1 font-medium no-underline after:absolute after:inset-0 hover:underline"
                  >
                    {category.title}
                  </Link>
                  <Leader page={page} />
                </li>
              )
            })}
          </ul>
        </Section>
      ))}
    </>
  )
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof serverApi>>['board']['page']>>

function Leader({ page }: { readonly page: Page | undefined }) {
  const first = page?.entries[0]
  if (first === undefined)
    return (
      <span className="text-sm text-muted">
        {page && page.provisionalRunners > 0 ? 'Nothing verified yet' : 'Nobody yet'}
      </span>
    )
  return (
    <span className="flex min-w-0 items-baseline gap-4 text-sm">
      <span className="min-w-0 truncate text-muted">{first.runner.username}</span>
      <Duration ms={first.timeMs} className="text-gold" />
      <span className="min-w-20 text-right text-xs text-muted">
        <span className="figures">{page?.runners}</span> {page?.runners === 1 ? 'runner' : 'runners'}
      </span>
    </span>
  )
}
