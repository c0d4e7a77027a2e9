import { sql } from 'kysely'
import type { Database } from '../connect.ts'

type Category = {
  readonly slug: string
  readonly title: string
  readonly rules: string
  readonly milestoneCount: number
  readonly allowsPause: boolean
  readonly maxDurationMs: number
}

type ChallengeRow = {
  readonly slug: string
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly kind: 'http' | 'cli'
  readonly estimateFromMs: number
  readonly estimateToMs: number
  readonly milestoneCount: number
  readonly categories: readonly Category[]
}

/** Every challenge at its newest published version. */
export async function list(db: Database): Promise<readonly ChallengeRow[]> {
  const { rows } = await sql<ChallengeRow>`
    select c.slug, v.number as version, v.title, v.summary, v.kind, v.estimate_from_ms, v.estimate_to_ms,
      m.milestone_count, ${categoriesOf} as categories
    from challenge c
    cross join lateral (${newestVersion}) v
    cross join lateral (select count(*) as milestone_count from milestone where challenge_version_id = v.id) m
    order by v.estimate_from_ms, c.slug`.execute(db)
  return rows
}

type Milestone = {
  readonly position: number
  readonly slug: string
  readonly title: string
  readonly contract: string
}

/** One challenge with all that a runner may know of it. */
export async function bySlug(db: Database, { slug }: { readonly slug: string }) {
  const { rows } = await sql<
    ChallengeRow & {
      readonly id: string
      readonly brief: string
      readonly rules: string
      readonly publishedAt: Date
      readonly milestones: readonly Milestone[]
    }
  >`
    select c.id, c.slug, v.number as version, v.title, v.summary, v.kind, v.estimate_from_ms, v.estimate_to_ms,
      v.brief, v.rules, v.published_at, m.milestone_count, m.milestones, ${categoriesOf} as categories
    from challenge c
    cross join lateral (${newestVersion}) v
    cross join lateral (
      select count(*) as milestone_count, json_agg(json_build_object(
        'position', position, 'slug', slug, 'title', title, 'contract', contract) order by position) as milestones
      from milestone where challenge_version_id = v.id
    ) m
    where c.slug = ${slug}`.execute(db)
  return rows[0]
}

/** What a run of this category is made of: the newest published version and the board it will stand on. */
export async function forArming(
  db: Database,
  {
    challenge,
    category,
    assistance,
  }: { readonly challenge: string; readonly category: string; readonly assistance: string },
) {
  const { rows } = await sql<{
    challengeId: string
    epoch: number
    versionId: string
    categoryId: string
    boardId: string | null
    milestoneCount: number
  }>`
    select c.id as challenge_id, v.epoch, v.id as version_id, k.id as category_id, b.id as board_id,
      coalesce(k.first_milestones,
        (select count(*) from milestone where challenge_version_id = v.id))::integer as milestone_count
    from challenge c
    cross join lateral (${newestVersion}) v
    join category k on k.challenge_id = c.id
    left join board b on (b.category_id, b.epoch, b.assistance) = (k.id, v.epoch, ${assistance})
    where c.slug = ${challenge} and k.slug = ${category}`.execute(db)
  return rows[0]
}

const newestVersion = sql`
  select * from challenge_version where challenge_id = c.id and published_at is not null
  order by number desc limit 1`

const categoriesOf = sql`(
  select coalesce(json_agg(json_build_object('slug', k.slug, 'title', k.title, 'rules', k.rules,
    'milestoneCount', coalesce(k.first_milestones, m.milestone_count),
    'allowsPause', k.allows_pause, 'maxDurationMs', k.max_duration_ms) order by k.position, k.slug), '[]')
  from category k where k.challenge_id = c.id)`
