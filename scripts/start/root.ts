import { fileURLToPath } from 'node:url'

/** The folder that this checkout lies in. */
export const root = fileURLToPath(new URL('../../', import.meta.url))
