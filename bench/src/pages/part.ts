import { barOf } from '../../../apps/e2e/src/first-load-bars.ts'
import { within } from '../frame/bars.ts'
import type { Opened, Part, Scenario, Setting } from '../frame/scenario.ts'
import { type Look, look } from './look.ts'
import { type Place, startVisit } from './visit.ts'

/** Every page of the product in a browser: what it weighs, how soon it stands, how it answers, and whom it shuts out. */
export const part: Part<'shiplap'> = { title: 'Pages', contenders: { shiplap: 'Shiplap' }, open: openPages }

type Seen = Look & Place

async function openPages({ servers, share }: Setting): Promise<Opened<'shiplap'>> {
  const visit = await startVisit(servers)
  const seen: Seen[] = []
  // A server that has answered each page once has loaded what it needs for it, as it has after its first minute.
  for (const place of visit.places) await glance(place, visit)
  for (const place of visit.places.filter((_, at) => at % Math.round(1 / share) === 0)) {
    const context = await visit.contextFor(place)
    seen.push({ ...(await look(context, place.address)), ...place })
    await context.close()
  }
  const worst = (of: (page: Seen) => number | undefined) =>
    Math.max(...seen.flatMap((page) => of(page) ?? []))
  return {
    scenarios: [
      row('first-load JS, the page nearest to its bar', 'of its bar', within(1, ''), () =>
        worst(({ route, kilobytes }) => kilobytes / barOf(route)),
      ),
      row('largest paint (LCP), slowest public page', 'ms', within(1_500, 'ms'), () =>
        worst(({ isPublic, lcpMs }) => (isPublic ? lcpMs : undefined)),
      ),
      row('largest paint (LCP), slowest page of all', 'ms', undefined, () => worst(({ lcpMs }) => lcpMs)),
      row('layout shift (CLS), worst page', '', within(0.02, ''), () => worst(({ cls }) => cls)),
      row('answer to a key (INP), slowest page', 'ms', within(100, 'ms'), () => worst(({ inpMs }) => inpMs)),
      row('violations that axe finds, all pages, light and dark', '', within(0, ''), () =>
        seen.reduce((sum, page) => sum + page.violations, 0),
      ),
    ],
    detail: () => detailOf(seen),
    close: () => visit.stop(),
  }
}

async function glance(place: Place, visit: Awaited<ReturnType<typeof startVisit>>): Promise<void> {
  const headers = place.isPublic ? {} : { cookie: visit.cookie }
  await (await fetch(`${visit.origin}${place.address}`, { headers })).arrayBuffer()
}

function row(
  name: string,
  unit: string,
  bar: Scenario<'shiplap'>['bar'],
  measure: () => number,
): Scenario<'shiplap'> {
  const scenario = { name, unit, isLessBetter: true, contenders: ['shiplap'] as const, rounds: 1 }
  return { ...scenario, measure: async () => measure(), ...(bar && { bar }) }
}

function detailOf(seen: readonly Seen[]) {
  return {
    head: ['Page', 'JS, KB', 'Bar', 'LCP, ms', 'CLS', 'INP, ms', 'axe'],
    rows: seen.map(({ route, kilobytes, lcpMs, cls, inpMs, violations }) => [
      route,
      kilobytes.toFixed(1),
      String(barOf(route)),
      lcpMs.toFixed(0),
      cls.toFixed(3),
      inpMs === 0 ? '< 16' : inpMs.toFixed(0),
      String(violations),
    ]),
  }
}
