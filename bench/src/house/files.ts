import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A file of ours, in TypeScript or JavaScript. */
export type SourceFile = {
  readonly path: string
  readonly text: string
  readonly lines: number
  /** What a file is there for: the product and its commands, trying them out, or measuring them. */
  readonly work: 'source' | 'test' | 'bench'
}

/** What is under version control, without what programs write. */
export function sourceFiles(): readonly SourceFile[] {
  return execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && !isMade(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, lines: text.split('\n').length - 1, work: workOf(path) }
    })
}

function workOf(path: string): SourceFile['work'] {
  if (isTest.test(path)) return 'test'
  return path.startsWith('bench/') ? 'bench' : 'source'
}

// Tests, the browser suite, and what only they use: worlds, models, hostile tables, and the runs that break parts.
const isTest = /\.test\.tsx?$|^apps\/(e2e|faults)\/|\/testing[-./]|\/(hostile|model|faults?)\//
const isMade = (path: string) => /(^|\/)(schema|generated[^/]*|.*\.gen)\.ts$/.test(path)
