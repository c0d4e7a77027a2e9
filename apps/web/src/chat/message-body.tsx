import { type Block, formatMessage, type Inline } from '@shiplap/domain/message-format'
import { memo } from 'react'
import { highlight, type Token } from './highlight.ts'

type Shown = {
  /** All of it is a link to where it was said, so that nothing in it is one. */
  readonly isHit: boolean
  /** How the Tab key finds its links. */
  readonly tabIndex: number
}

/** What somebody wrote, with its markup shown. Made of elements only, so that nothing typed can become markup of ours. */
export const MessageBody = memo(function MessageBody({
  body,
  me,
  isHit = false,
  tabIndex = 0,
}: Partial<Shown> & { readonly body: string; readonly me: string | null }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5 break-words">
      {formatMessage(body).map((block, index) => (
        // Blocks of one text never change places.
        <BlockOf key={index} block={block} me={me} isHit={isHit} tabIndex={tabIndex} />
      ))}
    </div>
  )
})

function BlockOf({ block, me, ...shown }: Shown & { readonly block: Block; readonly me: string | null }) {
  if (block.kind === 'text')
    return (
      // Each of its lines runs the way of its own script.
      <p className="whitespace-pre-wrap [unicode-bidi:plaintext]">
        {block.parts.map((part, index) => (
          <InlineOf key={index} part={part} me={me} {...shown} />
        ))}
      </p>
    )
  return (
    // Long lines go on in the next, as on a phone they must: what scrolled by itself would be one more stop of the Tab key.
    <pre className="border border-line bg-ground px-3 py-2 font-mono text-xs leading-5 break-words whitespace-pre-wrap [font-stretch:85%]">
      <code>
        {highlight(block.text, block.language).map((token, index) => (
          <span key={index} className={colours[token.kind]}>
            {token.text}
          </span>
        ))}
      </code>
    </pre>
  )
}

function InlineOf({
  part,
  me,
  isHit,
  tabIndex,
}: Shown & { readonly part: Inline; readonly me: string | null }) {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'code':
      return (
        <code className="rounded-sm bg-hover px-1 py-0.5 font-mono text-[0.88em] [font-stretch:85%]">
          {part.text}
        </code>
      )
    case 'bold':
      return <strong className="font-semibold">{part.text}</strong>
    case 'italic':
      return <em>{part.text}</em>
    case 'link':
      return isHit ? (
        part.text
      ) : (
        <a
          href={part.href}
          tabIndex={tabIndex}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          className="break-all underline"
        >
          {part.text}
        </a>
      )
    case 'mention':
      return (
        <span
          className={`font-semibold ${part.name.toLowerCase() === me?.toLowerCase() ? 'text-gold' : 'text-pb'}`}
        >
          {part.text}
        </span>
      )
  }
}

const colours: Record<Token['kind'], string> = {
  plain: '',
  word: 'text-pb',
  text: 'text-ahead',
  number: 'text-gold',
  note: 'text-faint',
}
