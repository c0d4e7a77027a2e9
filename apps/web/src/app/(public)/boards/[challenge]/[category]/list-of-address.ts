import { type Standing, stackPattern, standings, windowPattern } from '@shiplap/domain/board'
import { type Assistance, assistances, type Evidence, evidences } from '@shiplap/domain/run'

/** Which list of a board an address asks for. What it says wrongly counts as not said. */
export type ListAsked = {
  readonly assistance: Assistance
  readonly standing: Standing
  readonly window: string
  readonly stack: string | null
  readonly evidence: Evidence
}

/** Which list of which board. */
export type BoardAsked = ListAsked & { readonly challenge: string; readonly category: string }

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

export function listOfAddress(query: Query): ListAsked {
  const { assist, standing, window, stack, evidence } = query
  return {
    assistance: assistances.find((each) => each === assist) ?? 'unassisted',
    standing: standings.find((each) => each === standing) ?? 'official',
    window: typeof window === 'string' && windowPattern.test(window) ? window : 'all',
    stack: stackAsked(stack),
    evidence: evidences.find((each) => each === evidence) ?? 'timed',
  }
}

/** The query of a list, without what goes without saying, so that one list has one address. */
export function addressOfList(list: ListAsked, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams()
  if (list.assistance !== 'unassisted') query.set('assist', list.assistance)
  if (list.standing !== 'official') query.set('standing', list.standing)
  if (list.window !== 'all') query.set('window', list.window)
  if (list.stack !== null) query.set('stack', list.stack)
  if (list.evidence !== 'timed') query.set('evidence', list.evidence)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  const text = query.toString()
  return text === '' ? '?' : `?${text}`
}

/** The whole list as a file, from the REST door. */
export function addressOfFile({ challenge, category, ...list }: BoardAsked, format: 'csv' | 'json'): string {
  const { stack, ...rest } = list
  const query = new URLSearchParams({ format, ...rest, ...(stack !== null && { stack }) })
  return `/api/v1/boards/${challenge}/${category}/export?${query}`
}

/** One value of a query, where it is a single one. */
export function one(query: Query, name: string): string | undefined {
  const value = query[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function stackAsked(stack: Query[string]): string | null {
  if (typeof stack !== 'string') return null
  const name = stack.trim().toLowerCase()
  return stackPattern.test(name) ? name : null
}
