// What a page asks a browser to download and run before it is alive: the scripts named in its HTML, as gzip sends them.
import { gzipSync } from 'node:zlib'
import type { APIRequestContext } from '@playwright/test'

export type FirstLoad = { readonly kilobytes: number; readonly scripts: number }

/** Scripts for browsers without modules are left out: none that we serve loads them. */
export async function firstLoad(request: APIRequestContext, path: string): Promise<FirstLoad> {
  const page = await request.get(path)
  if (!page.ok()) throw new Error(`${path} answered ${page.status()}`)
  const tags = [...(await page.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
  const modern = tags.filter((tag) => !/\bnomodule\b/i.test(tag))
  const sources = new Set(modern.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []))
  const sizes = await Promise.all([...sources].map((source) => weigh(request, source)))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  return { kilobytes: Math.round(bytes / 102.4) / 10, scripts: sizes.length }
}

// A script is named after what is in it, and most pages share most of theirs: each is weighed once.
const weights = new Map<string, Promise<number>>()
function weigh(request: APIRequestContext, source: string): Promise<number> {
  const known = weights.get(source)
  if (known !== undefined) return known
  const weight = request
    .get(source)
    .then((answer) => answer.body())
    .then((body) => gzipSync(body).byteLength)
  weights.set(source, weight)
  return weight
}
