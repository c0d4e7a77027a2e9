import { existsSync, readFileSync } from 'node:fs'
import { schema as web } from '@shiplap/web/env'
import { schema as worker } from '@shiplap/worker/env'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

type Service = {
  readonly image: string
  readonly build?: { readonly target: string }
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly depends_on?: Readonly<Record<string, unknown>>
  readonly healthcheck?: object
}
type Compose = { readonly services: Readonly<Record<string, Service>>; readonly volumes: object }

const read = (path: string) => readFileSync(path, 'utf8')
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose

/** What the schema of the Compose specification says against a file; nothing when it is valid. */
function faults(file: unknown): string {
  // It names its draft by an address that ajv knows under another spelling.
  const { $schema: _, ...schema } = JSON.parse(read('tools/compose-spec/compose-spec.json'))
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  return ajv.validate(schema, file) ? '' : ajv.errorsText()
}

test('docker-compose.yml is valid by the Compose specification, and a slip would be found', () => {
  expect(faults(compose)).toBe('')
  const slip = structuredClone(compose) as { services: Record<string, Record<string, unknown>> }
  slip.services.web = { ...slip.services.web, imagee: 'x' }
  expect(faults(slip)).toContain('additional properties')
  const { services } = structuredClone(compose) as { services: Record<string, Record<string, unknown>> }
  expect(
    faults({ services: { web: { ...services.web, depends_on: { redis: { condition: 'up' } } } } }),
  ).toContain('condition must be equal to one of the allowed values')
})

test('it has every part, each with a check of its health, waiting for what it needs', () => {
  const { services } = compose
  expect(Object.keys(services).sort()).toEqual(
    ['adminer', 'dev', 'mailpit', 'migrate', 'postgres', 'redis', 'secrets', 'web', 'worker'].sort(),
  )
  for (const name of ['postgres', 'redis', 'web', 'worker']) expect(services[name]?.healthcheck).toBeDefined()
  for (const { depends_on = {} } of Object.values(services))
    for (const name of Object.keys(depends_on)) expect(services[name], name).toBeDefined()
  expect(services.redis?.command).toEqual(['redis-server', '--appendonly', 'yes'])
  expect(services.postgres?.image).toBe('postgres:18')
})

test('the settings it gives are settings that the processes know', () => {
  // Both are given the same, so that neither is forgotten; each takes what concerns it.
  const names = [...Object.keys(web.shape), ...Object.keys(worker.shape)]
  const known = new Set([...names, ...names.map((name) => `${name}_FILE`)])
  for (const name of ['web', 'worker', 'migrate', 'dev'])
    for (const setting of Object.keys(compose.services[name]?.environment ?? {}))
      expect(known).toContain(setting)
})

test('every command and target it names is there', () => {
  const dockerfile = read('Dockerfile')
  for (const { build, command = [] } of Object.values(compose.services)) {
    if (build !== undefined) expect(dockerfile).toContain(`AS ${build.target}\n`)
    for (const part of command) if (part.endsWith('.ts')) expect(existsSync(part), part).toBe(true)
  }
  for (const [, file] of dockerfile.matchAll(/CMD \["node", "([^"]+\.ts)"\]/g))
    expect(existsSync(file ?? '')).toBe(true)
  expect(dockerfile).toContain('USER node')
})

test('tools are pinned in the images as they are in the workspace', () => {
  const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string }
  const { catalog } = parse(read('pnpm-workspace.yaml')) as { catalog: Record<string, string> }
  expect(read('Dockerfile')).toContain(` ${packageManager} turbo@${catalog.turbo}\n`)
})
