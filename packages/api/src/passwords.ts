import { isCommonPassword } from '@shiplap/auth/common-passwords'
import { characters, isContextWord } from '@shiplap/domain/account'
import { refuse } from '@shiplap/domain/refusal'
import type { Context } from './context.ts'

/** Hashes a password that somebody chose, unless it is too short, too common or their own name. */
export async function hashChosenPassword(
  ctx: Context,
  {
    password,
    username,
    email,
  }: { readonly password: string; readonly username: string; readonly email: string | null },
): Promise<string> {
  const least = ctx.settings.accounts.passwordLeast
  if (characters(password) < least) refuse('account.password-too-short', { least })
  if (isContextWord(password, { username, email })) refuse('account.password-is-name')
  if (isCommonPassword(password)) refuse('account.password-too-common')
  return ctx.passwords.hash(password)
}
