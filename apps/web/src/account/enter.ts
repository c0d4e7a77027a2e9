import { tellOtherTabs } from '../shell/other-tabs.ts'

/** Goes on as who has just signed in: a new page, so that nothing of whoever was here before stays in memory. */
export function enter(next: string): void {
  tellOtherTabs('signed-in')
  location.replace(next)
}
