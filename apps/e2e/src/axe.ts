import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What a page does against WCAG 2.2 AA, a line for each: rule, place, and what to do. */
export function violations(page: Page): Promise<readonly string[]> {
  const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  return found(new AxeBuilder({ page }).withTags(standards))
}

/** The same of the rules that ask about colours; the others answer alike on every ground. */
export function violationsOfColour(page: Page): Promise<readonly string[]> {
  return found(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))
}

async function found(axe: AxeBuilder): Promise<readonly string[]> {
  // Without it a second page is opened for each look, only to gather what frames of other origins say; we have none.
  const { violations } = await axe.setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} (${node.failureSummary?.split('\n').at(-1)?.trim()})`,
    ),
  )
}
