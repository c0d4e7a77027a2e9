import fc from 'fast-check'

/** Repeats a run exactly: HOSTILE_SEED=17, or HOSTILE_SEED=new for one that nobody has seen. */
export const seed =
  process.env.HOSTILE_SEED === 'new'
    ? Math.floor(Math.random() * 2 ** 31)
    : Number(process.env.HOSTILE_SEED ?? 1)

const anyString = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  // Halves of characters that need two: no database stores them.
  fc
    .array(fc.integer({ min: 0xd800, max: 0xdfff }), { minLength: 1, maxLength: 4 })
    .map((units) => String.fromCharCode(...units)),
)
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.integer(),
)
const anyDate = fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
const anyUrl = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc
    .tuple(fc.constantFrom('javascript', 'data', 'file', 'ftp', 'HTTPS', 'http'), fc.string())
    .map(([scheme, rest]) => `${scheme}:${rest}`),
  fc.tuple(fc.ipV4(), fc.nat(70_000)).map(([host, port]) => `https://user:pw@${host}:${port}/`),
)
const anyJson = fc.jsonValue({ maxDepth: 4, depthSize: 'small' })

/** Strings, numbers, dates, addresses and JSON that nobody thought of; the same ones for the same seed and `salt`. */
export function drawn(count: number, salt: number): readonly unknown[] {
  const anything = fc.oneof(anyString, anyNumber, anyDate, anyUrl, anyJson)
  return fc.sample<unknown>(anything, { numRuns: count, seed: seed + salt })
}
