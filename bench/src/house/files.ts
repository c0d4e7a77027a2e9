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
  readonly isTest: boolean
}

/** What is under version control, without what programs write. */
export function sourceFiles(): readonly SourceFile[] {
  return execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && !isMade(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const isTest = /\.test\.tsx?$|^apps\/e2e\/|\/testing[-./]|\/hostile\//.test(path)
      return { path, text, lines: text.split('\n').length - 1, isTest }
    })
}

const isMade = (path: string) => /(^|\/)(schema|generated[^/]*|.*\.gen)\.ts$/.test(path)
