import { type JobState, jobStates } from '@shiplap/domain/job'

/** Which jobs the page shows; it lives in the address. */
export type JobFilter = {
  readonly state?: JobState
  readonly kind?: string
  readonly fingerprint?: string
  readonly text?: string
}

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

/** Reads the filter of an address; what cannot be one is left out. */
export function readFilter(params: SearchParams): JobFilter {
  const word = (name: string, most: number) => {
    const value = params[name]
    return typeof value === 'string' && value.trim() !== '' && value.length <= most ? value : undefined
  }
  const state = jobStates.find((each) => each === params.state)
  const [kind, fingerprint, text] = [word('kind', 60), word('error', 200), word('q', 200)]
  return {
    ...(state && { state }),
    ...(kind && { kind }),
    ...(fingerprint && { fingerprint }),
    ...(text && { text }),
  }
}

/** The address of a filter. */
export function hrefOf({ state, kind, fingerprint, text }: JobFilter, before?: number): string {
  const params = new URLSearchParams()
  if (state) params.set('state', state)
  if (kind) params.set('kind', kind)
  if (fingerprint) params.set('error', fingerprint)
  if (text) params.set('q', text)
  if (before) params.set('before', String(before))
  return params.size === 0 ? '/admin/jobs' : `/admin/jobs?${params}`
}
