/** A message as it is shown: blocks of code and paragraphs of inline parts. Whatever is not known markup is text. */
export type Block =
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'text'; readonly parts: readonly Inline[] }
export type Inline =
  | { readonly kind: 'text' | 'code' | 'bold' | 'italic'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'mention'; readonly text: string; readonly name: string }

/**
 * Reads the markup of messages: fences, `code`, **bold**, *italic*, http and https addresses, and @names. Reading never
 * fails, never takes more than one pass over the text, and the texts of all parts together hold what a person typed.
 */
export function formatMessage(body: string): readonly Block[] {
  const blocks: Block[] = []
  let from = 0
  for (const fence of body.matchAll(
    /^```([\w+#.-]{0,20})[^\S\n]*\n([\s\S]*?)(?:\n```[^\S\n]*(?=\n|$)|$(?![\s\S]))/gm,
  )) {
    pushText(blocks, body.slice(from, fence.index))
    blocks.push({ kind: 'code', language: (fence[1] ?? '').toLowerCase(), text: fence[2] ?? '' })
    from = fence.index + fence[0].length
  }
  pushText(blocks, body.slice(from))
  return blocks
}

function pushText(blocks: Block[], text: string): void {
  const trimmed = text.replace(/^\n+|\n+$/g, '')
  if (trimmed !== '') blocks.push({ kind: 'text', parts: inlineParts(trimmed) })
}

const markup =
  /`([^`\n]+)`|\*\*([^*\n]+)\*\*|(?<![\w*])\*([^*\s][^*\n]*)\*(?![\w*])|(https?:\/\/[^\s<>"'`]+)|(?<![\w@/.])@([A-Za-z0-9][A-Za-z0-9._-]{1,28}[A-Za-z0-9])/g

function inlineParts(text: string): readonly Inline[] {
  const parts: Inline[] = []
  let from = 0
  for (const found of text.matchAll(markup)) {
    const [whole, code, bold, italic, address, name] = found
    const link = address === undefined ? undefined : linkOf(address)
    if (found.index > from) parts.push({ kind: 'text', text: text.slice(from, found.index) })
    if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if (bold !== undefined) parts.push({ kind: 'bold', text: bold })
    else if (italic !== undefined) parts.push({ kind: 'italic', text: italic })
    else if (name !== undefined) parts.push({ kind: 'mention', text: whole, name })
    else parts.push(link ?? { kind: 'text', text: whole })
    from = found.index + (link?.text.length ?? whole.length)
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}

/** An address without the punctuation that ends the sentence around it; nothing for what is no address after all. */
function linkOf(address: string): (Inline & { readonly kind: 'link' }) | undefined {
  let text = address.replace(/[.,;:!?]+$/, '')
  if (text.endsWith(')') && !text.includes('(')) text = text.slice(0, -1)
  // A name before the host makes an address look as if it led elsewhere.
  return /^https?:\/\/[^/?#@\\]+(?:[/?#]|$)/.test(text) ? { kind: 'link', text, href: text } : undefined
}
