import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'
import type { ReactNode } from 'react'

type NoticeProps = {
  /** A short mark in figures: the status code. */
  readonly mark: string
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** A page that has only one thing to say. */
export function Notice({ mark, title, children, action }: NoticeProps) {
  return (
    <div className="flex max-w-lg flex-col items-start gap-4 py-[8dvh]">
      <p aria-hidden="true" className="figures text-3xl font-medium text-faint">
        {mark}
      </p>
      <h1 className="text-xl font-semibold">{title}</h1>
      <div className="text-base text-muted">{children}</div>
      {action ?? (
        <LinkButton as={Link} href="/">
          To the runs
        </LinkButton>
      )}
    </div>
  )
}
