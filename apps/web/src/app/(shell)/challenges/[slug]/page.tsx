import { Badge } from '@shiplap/ui/badge'
import type { Metadata } from 'next'
import { PageHead } from '../../../../run/page-head.tsx'
import { Prose } from '../../../../run/prose.tsx'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, whoIsHere } from '../../../../server/visitor.ts'
import { Categories } from './categories.tsx'
import { Milestones } from './milestones.tsx'
import { StartForm } from './start-form.tsx'

type Props = { readonly params: Promise<{ readonly slug: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const challenge = await read(params)
  return { title: challenge.title, description: challenge.summary }
}

export default async function ChallengePage({ params }: Props) {
  const [challenge, account] = await Promise.all([read(params), whoIsHere()])
  return (
    <>
      <PageHead title={challenge.title}>{challenge.summary}</PageHead>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <section aria-labelledby="brief">
            <h2 id="brief" className="heading-row pb-2">
              The brief
            </h2>
            <Prose>{challenge.brief}</Prose>
          </section>
          <Milestones milestones={challenge.milestones} />
          <section aria-labelledby="rules">
            <h2 id="rules" className="heading-row pb-2">
              Rules
            </h2>
            <Prose>{challenge.rules}</Prose>
          </section>
          <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
            <Badge>Version {challenge.version}</Badge>A published version never changes, so times stay
            comparable.
          </p>
        </div>
        <aside aria-label="Run it" className="flex flex-col gap-8 max-lg:order-first">
          <StartForm
            challenge={challenge.slug}
            categories={challenge.categories}
            signedIn={account !== null}
          />
          <Categories challenge={challenge.slug} categories={challenge.categories} />
        </aside>
      </div>
    </>
  )
}

async function read(params: Props['params']) {
  const api = await serverApi()
  return orNotFound(api.challenge.get({ slug: (await params).slug }))
}
