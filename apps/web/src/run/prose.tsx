import { Fragment, type ReactNode } from 'react'

/** Text of a challenge: paragraphs, lists of lines that begin with a dash, and code between backticks. Nothing else means anything. */
export function Prose({
  children,
  className = '',
}: {
  readonly children: string
  readonly className?: string
}) {
  return (
    <div className={`flex max-w-prose flex-col gap-3 text-base leading-6 ${className}`}>
      {children.split(/\n{2,}/).map((block, index) => (
        // Blocks of a published text never change places.
        <Block key={index} lines={block.split('\n').filter((line) => line.trim() !== '')} />
      ))}
    </div>
  )
}

function Block({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length > 0 && lines.every((line) => line.startsWith('- ')))
    return (
      <ul className="flex list-disc flex-col gap-1.5 pl-5 marker:text-faint">
        {lines.map((line) => (
          <li key={line}>{inline(line.slice(2))}</li>
        ))}
      </ul>
    )
  return <p>{inline(lines.join(' '))}</p>
}

/** A line with its code parts set as code. */
export function inline(text: string): ReactNode {
  return text.split('`').map((part, index) => {
    const key = `${index}${part}`
    return index % 2 === 0 ? <Fragment key={key}>{part}</Fragment> : <Code key={key}>{part}</Code>
  })
}

function Code({ children }: { readonly children: string }) {
  return <code className="figures rounded-sm bg-hover px-1 py-0.5 text-[0.92em] break-words">{children}</code>
}
