import { z } from 'zod'

/**
 * Text from outside, up to `most` UTF-16 units. Refuses what PostgreSQL cannot store: NUL and lone surrogates.
 */
export const text = (most: number, least = 0) =>
  z
    .string()
    .min(least, least === 1 ? 'must not be empty' : `must have at least ${least} characters`)
    .max(most, `must have at most ${most} characters`)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'holds characters that are not allowed')

/** Like `text`, but something must be seen of it: not only white space, controls or zero-width characters. */
export const visibleText = (most: number, least = 1) =>
  text(most, least).refine((value) => /[^\s\p{C}\u200b-\u200f\u2060\ufeff]/u.test(value), 'must not be blank')

/**
 * A name, as it stands in lists, in mails and beside other names: visible text in one line, without the marks that make
 * what follows run the other way.
 */
export const name = (most: number) =>
  visibleText(most).refine(
    (value) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(value),
    'must be one line, without controls',
  )

export const id = z.uuid()

/** The part of an address that names a challenge or a category. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60)

/** How many rows a page asks for. */
export const pageSize = (most: number, usual: number) => z.int().min(1).max(most).default(usual)
