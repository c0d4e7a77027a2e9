/** How many rows of each list a page shows. */
export const shown = 40

/** Where each list of the page begins: what the address says. */
export type PeoplePage = {
  /** The member after whom the list begins. */
  readonly after: string | null
  /** How many of the newest sanctions are left out. */
  readonly skip: number
  /** The act before which the trail begins. */
  readonly before: string | null
}

type Asked = Record<string, string | string[] | undefined>

export function pageOf({ after, skip, before }: Asked): PeoplePage {
  const text = (value: Asked[string]) => (typeof value === 'string' && value !== '' ? value : null)
  const count = Number(text(skip))
  return { after: text(after), skip: Number.isInteger(count) && count > 0 ? count : 0, before: text(before) }
}

/** The address of the page with one of its lists beginning elsewhere. */
export function peoplePath(room: string, page: PeoplePage, change: Partial<PeoplePage>): string {
  const { after, skip, before } = { ...page, ...change }
  const query = new URLSearchParams({
    ...(after !== null && { after }),
    ...(skip > 0 && { skip: String(skip) }),
    ...(before !== null && { before }),
  })
  return `/chat/${room}/people${query.size > 0 ? `?${query}` : ''}`
}
