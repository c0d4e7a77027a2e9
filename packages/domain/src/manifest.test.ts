import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readManifest } from './manifest.ts'

const read = (fileName: string | null, text: string) =>
  readManifest({ fileName, text })?.map(({ name, version, ecosystem }) => `${ecosystem}:${name} ${version}`)

test('package.json, with all its kinds of dependencies', () => {
  const text =
    '{"dependencies":{"hono":"^4.0.0"},"devDependencies":{"@types/node":"24.0.0"},"scripts":{"x":"y"}}'
  expect(read('package.json', text)).toEqual(['npm:hono ^4.0.0', 'npm:@types/node 24.0.0'])
})

test('package-lock.json of npm, new and old', () => {
  const packages = {
    '': { name: 'me' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/@b/c': { version: '2.0.0' },
  }
  expect(read('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }))).toEqual([
    'npm:a 1.0.0',
    'npm:@b/c 2.0.0',
  ])
  expect(read('package-lock.json', '{"dependencies":{"a":{"version":"1.0.0"}}}')).toEqual(['npm:a 1.0.0'])
})

test('yarn.lock, classic and berry', () => {
  const classic =
    '# yarn lockfile v1\n\n\nhono@^4.0.0:\n  version "4.1.0"\n  resolved "x"\n\n"@types/node@*", "@types/node@24":\n  version "24.0.0"\n'
  expect(read('yarn.lock', classic)).toEqual(['npm:hono 4.1.0', 'npm:@types/node 24.0.0'])
  expect(
    read(
      'yarn.lock',
      '__metadata:\n  version: 8\n\n"hono@npm:^4.0.0":\n  version: 4.1.0\n  resolution: "x"\n',
    ),
  ).toEqual(['npm:hono 4.1.0'])
})

test('pnpm-lock.yaml', () => {
  const text =
    "lockfileVersion: '9.0'\n\npackages:\n\n  '@types/node@24.0.0':\n    resolution: {integrity: x}\n\n  hono@4.1.0:\n    resolution: {integrity: y}\n\nsnapshots:\n\n  other@1.0.0: {}\n"
  expect(read('pnpm-lock.yaml', text)).toEqual(['npm:@types/node 24.0.0', 'npm:hono 4.1.0'])
})

test('requirements.txt, without its comments and options', () => {
  const text =
    '# web\nflask==3.1.0\nrequests[socks]>=2.31,<3 ; python_version > "3.8"  # http\n-r other.txt\nuvicorn\npkg @ https://example.org/p.whl\n'
  expect(read('requirements.txt', text)).toEqual([
    'pypi:flask 3.1.0',
    'pypi:requests >=2.31,<3',
    'pypi:uvicorn ',
    'pypi:pkg https://example.org/p.whl',
  ])
})

test('go.mod, in blocks and single lines', () => {
  const text =
    'module example.org/me\n\ngo 1.24\n\nrequire github.com/a/b v1.2.3\nrequire (\n\tgithub.com/c/d v0.1.0 // indirect\n)\n'
  expect(read('go.mod', text)).toEqual(['go:github.com/c/d v0.1.0', 'go:github.com/a/b v1.2.3'])
})

test('Cargo.toml and Cargo.lock', () => {
  const toml =
    '[package]\nname = "me"\nversion = "0.1.0"\n\n[dependencies]\naxum = "0.8" # web\nserde = { version = "1", features = ["derive"] }\nlocal = { path = "x" }\n\n[dev-dependencies.tokio]\nversion = "1.40"\n'
  expect(read('Cargo.toml', toml)).toEqual([
    'cargo:axum 0.8',
    'cargo:serde 1',
    'cargo:local ',
    'cargo:tokio 1.40',
  ])
  expect(
    read('Cargo.lock', '[[package]]\nname = "axum"\nversion = "0.8.1"\nsource = "registry+x"\n'),
  ).toEqual(['cargo:axum 0.8.1'])
})

test('pasted text is told by its look', () => {
  expect(read(null, '{"dependencies":{"a":"1"}}')).toEqual(['npm:a 1'])
  expect(read(null, 'module x\n\nrequire a.b/c v1\n')).toEqual(['go:a.b/c v1'])
  expect(read(null, '[dependencies]\naxum = "0.8"\n')).toEqual(['cargo:axum 0.8'])
  expect(read(null, 'flask==3.0\n')).toEqual(['pypi:flask 3.0'])
})

test('files written on Windows are read alike', () => {
  const asWindows = (text: string) => text.replaceAll('\n', '\r\n')
  const pnpm = "lockfileVersion: '9.0'\n\npackages:\n\n  hono@4.1.0:\n    resolution: {integrity: y}\n"
  expect(read('pnpm-lock.yaml', asWindows(pnpm))).toEqual(['npm:hono 4.1.0'])
  const yarn = '# yarn lockfile v1\n\n\nhono@^4.0.0:\n  version "4.1.0"\n'
  expect(read('yarn.lock', asWindows(yarn))).toEqual(['npm:hono 4.1.0'])
  const go = 'module example.org/me\n\nrequire github.com/a/b v1.2.3\n'
  expect(read(null, asWindows(go))).toEqual(['go:github.com/a/b v1.2.3'])
  const cargo = '[dependencies]\naxum = "0.8"\n\n[dev-dependencies.tokio]\nversion = "1.40"\n'
  expect(read('Cargo.toml', asWindows(cargo))).toEqual(['cargo:axum 0.8', 'cargo:tokio 1.40'])
})

test('what is no manifest is nothing', () => {
  expect(read('photo.png', 'x')).toBeUndefined()
  expect(read('package.json', '{"dependencies":')).toBeUndefined()
  expect(read('package.json', '[1]')).toBeUndefined()
  expect(read(null, '<html>')).toBeUndefined()
})

test('a package comes once, and names that are none are left out', () => {
  const text = '{"dependencies":{"a":"1","b c":"1","d":2},"devDependencies":{"a":"1"}}'
  expect(read('package.json', text)).toEqual(['npm:a 1'])
})

test('whatever is put in, reading it ends and never throws', () => {
  const name = fc.constantFrom(
    'package.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'requirements.txt',
    'go.mod',
    'Cargo.toml',
    'uv.lock',
    null,
  )
  fc.assert(
    fc.property(name, fc.string({ unit: 'binary', maxLength: 300 }), (fileName, text) => {
      readManifest({ fileName, text })
    }),
  )
})

test.each(['package.json', 'yarn.lock', 'pnpm-lock.yaml', 'requirements.txt', 'go.mod', 'Cargo.toml'])(
  'half a megabyte of junk as %s is read in a second',
  (fileName) => {
    for (const junk of ['a@', '  "', '[a', 'require (', '=\n', ' {', 'packages:\n  ']) {
      const started = Date.now()
      readManifest({ fileName, text: junk.repeat(500_000 / junk.length) })
      expect(Date.now() - started).toBeLessThan(1_000)
    }
  },
)
