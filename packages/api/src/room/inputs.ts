import { z } from 'zod'
import { text } from '../input.ts'

/** The address of a room. */
export const room = text(70, 1).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is no address of a room')

/** The number of a line. */
export const seq = z.int().min(1)
