import { type Block, formatMessage, type Inline } from '@shiplap/domain/message-format'
import { memo } from 'react'
import { highlight, type Token } from './highlight.ts'

/** What somebody wrote, with its markup shown. Made of elements only, so that nothing typed can become markup of ours. */
export const MessageBody = memo(function MessageBody({
  body,
  me,
}: {
  readonly body: string
  readonly me: string | null
}) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5 break-words">
      {formatMessage(body).map((block, index) => (
        // Blocks of one text never change places.
        <BlockOf key={index} block={block} me={me} />
      ))}
    </div>
  )
})

function BlockOf({ block, me }: { readonly block: Block; readonly me: string | null }) {
  if (block.kind === 'text')
    return (
      // Each of its lines runs the way of its own script.
      <p className="whitespace-pre-wrap [unicode-bidi:plaintext]">
        {block.parts.map((part, index) => (
          <InlineOf key={index} part={part} me={me} />
        ))}
      </p>
    )
  return (
    <pre
      // Scrolled by the keyboard as well as by a pointer.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable
      tabIndex={0}
      className="max-h-96 overflow-auto border border-line bg-ground px-3 py-2 font-mono text-xs leading-5 [font-stretch:85%]"
    >
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

function InlineOf({ part, me }: { readonly part: Inline; readonly me: string | null }) {
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
      return (
        <a
          href={part.href}
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
