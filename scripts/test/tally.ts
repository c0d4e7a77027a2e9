import { during } from '../bootstrap/progress.mjs'

/** How many passed and failed: tests and checks alike. */
export type Outcome = { readonly passed: number; readonly failed: number; readonly output: string }

/** Counts what passes and what fails, and shows the output of what fails. */
export function createTally() {
  let passed = 0
  let failed = 0
  return {
    /** Does one step; a step that throws has failed once. */
    async step(label: string, work: () => Promise<Outcome>): Promise<void> {
      let output = ''
      try {
        await during(
          label,
          async () => {
            const outcome = await work()
            passed += outcome.passed
            failed += outcome.failed
            if (outcome.failed === 0) return
            output = outcome.output
            throw new Failed()
          },
          { saysAlways: true },
        )
      } catch (error) {
        if (!(error instanceof Failed)) {
          failed++
          output = error instanceof Error ? error.message : String(error)
        }
        console.log(indent(output))
      }
    },
    /** The line that everything ends with. */
    close: () => ({ line: `${passed} passed, ${failed} failed`, ok: failed === 0 && passed > 0 }),
  }
}

class Failed extends Error {}

const indent = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
