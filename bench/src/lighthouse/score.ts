import lighthouse from 'lighthouse'

export type Scores = {
  readonly performance: number
  readonly accessibility: number
  readonly bestPractices: number
}

/** Lighthouse as it comes: a slow phone on a slow network, simulated. */
export async function score(
  url: string,
  { port, cookie }: { readonly port: number; readonly cookie: string },
): Promise<Scores> {
  const result = await lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'silent',
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    ...(cookie !== '' && { extraHeaders: { Cookie: cookie } }),
  })
  const of = (name: string) => Math.round((result?.lhr.categories[name]?.score ?? Number.NaN) * 100)
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    bestPractices: of('best-practices'),
  }
}
