import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a build was made from and what it made, to know without running anything that it is still good. */
export type BuildStamp = {
  readonly isCurrent: () => boolean
  /** To be called before a build: one that is broken off must not look like the one before. */
  readonly clear: () => void
  readonly write: () => void
}

const sources = ['apps', 'packages', 'package.json', 'pnpm-lock.yaml', 'tsconfig.base.json', 'turbo.json']
const made = 'apps/web/.next/BUILD_ID'

/**
 * Looks at the sources as they are now, by name, size and time of change. Turbo would look into each of them, which takes
 * it a second with git and a minute without.
 */
export function stampBuild(root: string, file = join(root, '.cache', 'build')): BuildStamp {
  const from = fingerprint(root)
  return {
    isCurrent: () => {
      const id = read(join(root, made))
      return id !== undefined && read(file) === `${from} ${id}`
    },
    clear: () => rmSync(file, { force: true }),
    write() {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `${from} ${read(join(root, made))}`)
    },
  }
}

function fingerprint(root: string): string {
  const hash = createHash('sha256')
  for (const source of sources) add(hash, join(root, source))
  return hash.digest('hex')
}

function add(hash: ReturnType<typeof createHash>, path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!isMade(name)) add(hash, join(path, name))
  } else if (found?.isFile()) hash.update(`${path} ${found.size} ${found.mtimeMs}\n`)
}

const isMade = (name: string) =>
  ['node_modules', 'test-results', 'next-env.d.ts'].includes(name) || name.startsWith('.')

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
