import 'server-only'
import { hasRole, type Role } from '@shiplap/domain/account'
import { forbidden, notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { serverApi } from './server-api.ts'

/** The account behind this request, or null for a stranger. Asked once however many parts of a page want to know. */
export const whoIsHere = cache(async () => {
  const api = await serverApi()
  return api.account.me().catch((error: unknown) => {
    if (codeOf(error) === 'UNAUTHORIZED') return null
    throw error
  })
})

/** For a page that needs an account: a stranger is sent to sign in and comes back to `path`. */
export async function requireAccount(path: string) {
  return (await whoIsHere()) ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}

/** For a page of a role: anybody else who is signed in is told that it is not for them, with 403. */
export async function requireRole(role: Role, path: string) {
  const account = await requireAccount(path)
  return hasRole(account, role) ? account : forbidden()
}

/**
 * For what a page is about: `await orNotFound(api.run.get({ runId }))` is a 404 page when it is not there, or its name is
 * none, and a 403 page when it is kept from this person.
 */
export async function orNotFound<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return asked.catch((error: unknown) => {
    if (['NOT_FOUND', 'BAD_REQUEST'].includes(codeOf(error) ?? '')) notFound()
    if (codeOf(error) === 'FORBIDDEN') forbidden()
    throw error
  })
}

/** The kind of "no" that the api answered. */
// By its shape: the api's module and the pages' are two in one process, so `instanceof` would not know the error.
export function codeOf(error: unknown): string | undefined {
  return (error as { readonly code?: string } | null)?.code
}
