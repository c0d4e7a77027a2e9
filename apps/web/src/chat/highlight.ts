export type Token = { readonly kind: 'plain' | 'word' | 'text' | 'note' | 'number'; readonly text: string }

/**
 * Colours code without knowing its grammar: strings, comments, numbers and the reserved words that most languages
 * share. It is a few hundred bytes where a highlighter proper is a hundred kilobytes.
 */
export function highlight(code: string, language: string): readonly Token[] {
  const tokens: Token[] = []
  let from = 0
  for (const found of code.matchAll(hashNotes.has(language) ? withHash : withSlashes)) {
    const [text] = found
    if (found.index > from) tokens.push({ kind: 'plain', text: code.slice(from, found.index) })
    tokens.push({ kind: kindOf(found), text })
    from = found.index + text.length
  }
  if (from < code.length) tokens.push({ kind: 'plain', text: code.slice(from) })
  return tokens
}

function kindOf([, note, text, number, word]: RegExpExecArray): Token['kind'] {
  if (note !== undefined) return 'note'
  if (text !== undefined) return 'text'
  if (number !== undefined) return 'number'
  return word !== undefined && reserved.has(word) ? 'word' : 'plain'
}

const rest = String.raw`("(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|${'`'}(?:[^${'`'}\\]|\\.)*${'`'}?)|\b(\d[\w.]*)|\b([A-Za-z_]\w*)`
const withSlashes = new RegExp(String.raw`(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|--[^\n]*)|${rest}`, 'g')
const withHash = new RegExp(String.raw`(#[^\n]*)|${rest}`, 'g')
const hashNotes = new Set([
  'py',
  'python',
  'rb',
  'ruby',
  'sh',
  'bash',
  'shell',
  'zsh',
  'yaml',
  'yml',
  'toml',
  'elixir',
  'ex',
])
const reserved = new Set(
  `abstract and as async await begin bool boolean break case catch char class const continue def default defer del delete do
  double elif else end enum except export extends extern False false final finally float fn for from func function go if impl
  implements import in int interface is lambda let long loop match mod module mut namespace new nil None not null or package
  pass private protected pub public raise readonly return select self short static string struct super switch this throw trait
  True true try type typeof undefined union unsafe use using var void where while with yield SELECT FROM WHERE INSERT UPDATE
  DELETE CREATE TABLE JOIN ON AND OR NOT NULL INTO VALUES SET ORDER BY GROUP LIMIT`.split(/\s+/),
)
