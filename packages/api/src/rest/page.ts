import { createHash } from 'node:crypto'
import type { JsonSchema } from './json-schema.ts'
import { type OpenApi, type Operation, problems } from './openapi.ts'

/** The document as one page to read, without scripts, and the content policy it is served under. */
export function renderPage(document: OpenApi): { readonly html: string; readonly policy: string } {
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const sections = document.tags.map(({ name }) => {
    const own = rows.filter(({ operation }) => operation.tags.includes(name))
    return `<section><h2 id="${clean(name)}">${clean(name)}</h2>${own.map(renderRow).join('')}</section>`
  })
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>REST · Shiplap</title><style>${style}</style></head>
<body><main><header><p><a href="/">Shiplap</a></p><h1>REST</h1>
<p>Everything under <code>/api/v1</code> takes and gives JSON. Instants are ISO 8601 in UTC, durations whole milliseconds.
Send the access token of a device session as <code>Authorization: Bearer …</code>.
For tools: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<nav aria-label="Sections">${document.tags.map(({ name }) => `<a href="#${clean(name)}">${clean(name)}</a>`).join(' ')}
<a href="#problems">Problems</a></nav></header>
${sections.join('\n')}
<section><h2 id="problems">Problems</h2><p>A refusal is a problem document (RFC 9457). Its <code>code</code> says why not and never changes its
meaning. With 429, <code>Retry-After</code> says how many seconds to wait.</p>
<table><thead><tr><th>code</th><th>status</th><th>title</th></tr></thead><tbody>
${problems.map(({ reason, status, title }) => `<tr id="${reason}"><td><code>${reason}</code></td><td>${status}</td><td>${clean(title)}</td></tr>`).join('\n')}
</tbody></table></section></main></body></html>`
  const hash = createHash('sha256').update(style).digest('base64')
  return {
    html,
    policy: `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
}

function renderRow({
  path,
  method,
  operation,
}: {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}): string {
  const body = operation.requestBody?.content['application/json'].schema
  const fields = [
    ...operation.parameters.map(({ name, in: where, required, schema }) => ({
      name,
      where,
      required,
      schema,
    })),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
      name,
      where: 'body',
      required: (body?.required ?? []).includes(name),
      schema,
    })),
  ]
  const statuses = Object.keys(operation.responses).filter((status) => status.startsWith('2'))
  const given = namesOf(operation.responses[statuses[0] ?? ''])
  return `<article id="${clean(operation.operationId)}"><h3><span>${method}</span> <code>${clean(path)}</code></h3>
<p>${clean(operation.summary)}${operation.security.length > 0 ? '' : ' <em>For everybody.</em>'}
 Answers ${statuses.join(' or ')}${given.length > 0 ? ` with <code>${clean(given.join(', '))}</code>` : ''}.</p>${operation.description ? `<p>${clean(operation.description)}</p>` : ''}
${fields.length === 0 ? '' : `<table><thead><tr><th>name</th><th>in</th><th>what</th></tr></thead><tbody>${fields.map(renderField).join('')}</tbody></table>`}</article>`
}

/** What an answer is made of, by the names of its fields. */
function namesOf(answer: object | undefined): readonly string[] {
  const { content } = (answer ?? {}) as { content?: Record<string, { schema: JsonSchema }> }
  return Object.keys(content?.['application/json']?.schema.properties ?? {})
}

function renderField(field: { name: string; where: string; required: boolean; schema: JsonSchema }): string {
  return `<tr><td><code>${clean(field.name)}</code></td><td>${field.where}${field.required ? '' : ', optional'}</td><td>${clean(typeOf(field.schema))}</td></tr>`
}

/** The kind of a value in a few words: `integer 1–50`, `one of a, b`, `list of string`. */
function typeOf(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.join(', ')}`
  if (schema.const !== undefined) return `“${String(schema.const)}”`
  const choices = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choices)) return [...new Set((choices as JsonSchema[]).map(typeOf))].join(' or ')
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as JsonSchema)}`
  if (schema.type === 'object') return `object {${Object.keys(schema.properties ?? {}).join(', ')}}`
  const { minimum, maximum, minLength, maxLength, format } = schema
  const range = maximum !== undefined ? ` ${minimum ?? 0}–${maximum}` : ''
  const length = maxLength !== undefined ? `, ${minLength ?? 0}–${maxLength} characters` : ''
  return `${format ?? schema.type ?? 'anything'}${range}${length}`
}

const clean = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const style = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;background:Canvas;color:CanvasText}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem 6rem}h1{font-size:2rem;margin:.2em 0}h2{margin-top:3rem;text-transform:capitalize;border-bottom:1px solid var(--line)}
article{margin:1.5rem 0}h3{margin:0 0 .25rem;font-size:1rem;overflow-wrap:anywhere}h3 span{display:inline-block;min-width:4.2em;font-weight:700}
code{font-family:ui-monospace,monospace;font-size:.92em}nav{text-transform:capitalize;display:flex;flex-wrap:wrap;gap:.25rem 1rem}table{border-collapse:collapse;width:100%;font-size:.9rem;display:block;overflow-x:auto}
td,th{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}tr:target,article:target{outline:2px solid Highlight;outline-offset:4px}
p{margin:.25rem 0;max-width:46rem}a{color:LinkText}`
