import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../../../server/server-api.ts'
import { codeOf, orNotFound, whoIsHere } from '../../../../../server/visitor.ts'
import { BoardFoot } from './board-foot.tsx'
import { BoardRows } from './board-rows.tsx'
import { EmptyBoard } from './empty-board.tsx'
import { Filters } from './filters.tsx'
import { FindRunner } from './find-runner.tsx'
import { type BoardAsked, listOfAddress, one, type Query } from './list-of-address.ts'
import { RecordHistory } from './record-history.tsx'
import { YourPlace } from './your-place.tsx'

type Props = {
  readonly params: Promise<{ readonly challenge: string; readonly category: string }>
  readonly searchParams: Promise<Query>
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const api = await serverApi()
  const asked = { ...listOfAddress(await searchParams), ...(await params) }
  const { board } = await orNotFound(api.board.page({ ...asked, limit: 1 }))
  return { title: `${board.challenge.title}, ${board.category.title}` }
}

export default async function BoardPage({ params, searchParams }: Props) {
  const [place, query, account, api] = await Promise.all([params, searchParams, whoIsHere(), serverApi()])
  const asked: BoardAsked = { ...listOfAddress(query), ...place }
  const { challenge, category, assistance } = asked
  const [page, own, records, offered, used] = await Promise.all([
    readPage(asked, query),
    account && standing(asked, account.username),
    orNotFound(api.board.records({ challenge, category, assistance, limit: 20 })),
    orNotFound(api.challenge.get({ slug: challenge })),
    orNotFound(api.board.stacks({ challenge, category, assistance, standing: asked.standing })),
  ])
  const { board } = page
  return (
    <>
      <PageHead
        title={board.challenge.title}
        sub={`${board.category.title} · ${runnersIn(page.runners)}`}
        actions={
          <LinkButton as={Link} href={`/challenges/${challenge}`} variant="primary">
            Run it
          </LinkButton>
        }
      />
      <Filters asked={asked} categories={offered.categories} stacks={used.stacks} />
      <FindRunner asked={asked} sought={one(query, 'around')} missing={page.missing} />
      {page.entries.length === 0 ? (
        <EmptyBoard asked={asked} provisional={page.provisionalRunners} />
      ) : (
        <BoardRows entries={page.entries} mine={account?.username ?? null} />
      )}
      <BoardFoot asked={asked} previous={page.previous} next={page.next} around={page.around} />
      {own && account && (
        <YourPlace
          username={account.username}
          own={own}
          asked={asked}
          onPage={page.entries.some(({ runId }) => runId === own.runId)}
        />
      )}
      <RecordHistory records={records.records} />
    </>
  )
}

/** The rows asked for: a page by cursor, or the neighbourhood of a runner. Someone who doesn't stand here leaves the first page. */
async function readPage(asked: BoardAsked, query: Query) {
  const api = await serverApi()
  const around = one(query, 'around')
  const [after, before] = [one(query, 'after'), one(query, 'before')]
  const near =
    around === undefined
      ? null
      : await unlessMissing(api.board.around({ ...asked, username: around, each: 10 }))
  if (near)
    return { ...near, provisionalRunners: 0, previous: null, next: null, around: true, missing: false }
  const page = await orNotFound(
    api.board.page({ ...asked, ...(after && { after }), ...(!after && before && { before }) }),
  )
  return { ...page, around: false, missing: around !== undefined }
}

async function standing(asked: BoardAsked, username: string) {
  const api = await serverApi()
  return unlessMissing(api.board.rankOf({ ...asked, username }))
}

async function unlessMissing<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  return answer.catch((error: unknown) => {
    if (['NOT_FOUND', 'BAD_REQUEST'].includes(codeOf(error) ?? '')) return null
    throw error
  })
}

function runnersIn(count: number): string {
  return count === 1 ? '1 runner' : `${count.toLocaleString('en')} runners`
}
