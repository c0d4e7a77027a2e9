import { type Ecosystem, ecosystems, type Package } from './manifest.ts'

/**
 * A package out of one text, in the spelling of its own world: `express@5.1.0`, `requests==2.32.3`,
 * `golang.org/x/net v0.30.0`, `serde = "1.0"`, or with its world named: `cargo:serde@1.0`, `pkg:pypi/django@5.1`.
 * A bare name could be of any.
 */
export function readPackageText(text: string): Package {
  const written = text.trim()
  for (const read of readers) {
    const found = read(written)
    if (found !== null) return found
  }
  return { name: written, version: '', ecosystem: 'other' }
}

type Read = (text: string) => Package | null

const readers: readonly Read[] = [readPurl, readNamed, readGo, readRequirement, readCargo, readNpm]

/** A package URL, as tools that list what is inside write it. */
function readPurl(text: string): Package | null {
  const [, type = '', path] = /^pkg:([a-z]+)\/([^?#]+)/.exec(text) ?? []
  const ecosystem = type === 'golang' ? 'go' : ecosystems.find((known) => known === type)
  if (path === undefined || ecosystem === undefined) return null
  try {
    return atVersion(decodeURIComponent(path), ecosystem)
  } catch {
    return null // a % that stands for nothing: kept as the text it is
  }
}

function readNamed(text: string): Package | null {
  const [, prefix, rest] = /^([a-z]+):(?!\/\/)(.+)$/.exec(text) ?? []
  const ecosystem = ecosystems.find((known) => known === prefix)
  if (rest === undefined || ecosystem === undefined) return null
  const own = { go: readGo, pypi: readRequirement, cargo: readCargo, npm: readNpm, other: null }[ecosystem]
  return own?.(rest) ?? atVersion(rest, ecosystem)
}

/** A module of Go is named after the place it lies at. */
function readGo(text: string): Package | null {
  const [, name, version = ''] = /^([\w-]+(?:\.[\w-]+)+\/[^\s@]+)(?:[@\s]+(\S+))?$/.exec(text) ?? []
  return name === undefined ? null : { name, version, ecosystem: 'go' }
}

function readRequirement(text: string): Package | null {
  const [, name, version = ''] =
    /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*((?:[=~!]=|[<>]=?)=?\s*[^;]+)/.exec(text) ?? []
  if (name === undefined) return null
  return { name, version: version.replace(/^===?\s*/, '').trim(), ecosystem: 'pypi' }
}

function readCargo(text: string): Package | null {
  const [, name, version = ''] = /^([\w-]+)\s*=\s*"([^"]*)"$/.exec(text) ?? []
  return name === undefined ? null : { name, version, ecosystem: 'cargo' }
}

function readNpm(text: string): Package | null {
  const isNpm = /^@[\w.-]+\/[\w.-]+(?:@\S+)?$|^[\w.-]+@\S+$/.test(text)
  return isNpm ? atVersion(text, 'npm') : null
}

/** Splits `name@version`; the first letter may be the @ of a scope. */
function atVersion(text: string, ecosystem: Ecosystem): Package {
  const at = text.lastIndexOf('@')
  const [name, version] = at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, '']
  return { name, version, ecosystem }
}
