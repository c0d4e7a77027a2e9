const secrets = new Set([
  'password',
  'token',
  'code',
  'cookie',
  'authorization',
  'refreshToken',
  'accessToken',
])

/**
 * The same with `[secret]` in the place of whatever is called like a secret, in it or within two steps of it. What holds
 * none is handed back as it is, since nearly every line of a log holds none.
 */
export function strikeOut<Fields extends object>(fields: Fields, depth = 2): Fields {
  let struck: Record<string, unknown> | null = null
  for (const name of Object.keys(fields)) {
    const value = (fields as Record<string, unknown>)[name]
    const shown = shownAs(name, value, depth)
    if (shown === value) continue
    struck ??= (Array.isArray(fields) ? [...fields] : { ...fields }) as Record<string, unknown>
    struck[name] = shown
  }
  return (struck as Fields | null) ?? fields // of the same shape: texts stand where secrets stood
}

function shownAs(name: string, value: unknown, depth: number): unknown {
  if (value === undefined) return value
  if (secrets.has(name)) return '[secret]'
  // An error is taken apart by its serializer before it comes here.
  const goesOn = depth > 0 && typeof value === 'object' && value !== null && !(value instanceof Error)
  return goesOn ? strikeOut(value, depth - 1) : value
}
