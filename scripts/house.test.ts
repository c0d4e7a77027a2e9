import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// Who may import whom, directly. turbo's boundaries hold the same over all that is reached; tests may also use `embedded`.
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  runtime: [],
  embedded: [],
  ui: ['domain'],
  db: ['domain', 'runtime'],
  redis: ['domain', 'runtime'],
  auth: ['domain', 'runtime'],
  jobs: ['db', 'domain', 'runtime'],
  api: ['jobs', 'db', 'redis', 'auth', 'domain', 'runtime'],
  client: ['domain'],
  web: ['client', 'ui', 'domain', 'runtime', 'api'],
  worker: ['jobs', 'db', 'redis', 'auth', 'domain', 'runtime'],
  e2e: [],
  faults: [],
}

const vendors: Record<string, string> = {
  kysely: 'db',
  pg: 'db',
  ioredis: 'redis',
  jose: 'auth',
  bcryptjs: 'auth',
  next: 'web',
  '@trpc/react-query': 'client',
}

type Manifest = {
  name: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}
const manifests = globSync('{apps,packages}/*/package.json').map(
  (path) => JSON.parse(readFileSync(path, 'utf8')) as Manifest,
)

test('every package depends on nobody but those the house allows', () => {
  expect(manifests.length).toBeGreaterThan(10)
  for (const { name, dependencies = {} } of manifests) {
    const short = name.replace('@shiplap/', '')
    const ours = Object.keys(dependencies).flatMap(
      (dependency) => dependency.match(/^@shiplap\/(.*)/)?.[1] ?? [],
    )
    expect({ [short]: ours.filter((dependency) => !mayImport[short]?.includes(dependency)) }).toEqual({
      [short]: [],
    })
  }
})

test('each vendor is known to one package alone', () => {
  for (const [vendor, owner] of Object.entries(vendors)) {
    const users = manifests.filter(({ dependencies = {} }) => vendor in dependencies).map(({ name }) => name)
    expect({ [vendor]: users }).toEqual({ [vendor]: [`@shiplap/${owner}`] })
  }
})
