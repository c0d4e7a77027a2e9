'use client'
import { tabClass } from '@shiplap/ui/tabs'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

const pages = [
  { href: '/verify', name: 'Waiting' },
  { href: '/verify/decided', name: 'Decided' },
]

/** What waits for a verdict, and what was decided. */
export function VerifyTabs() {
  const path = usePathname()
  return (
    <nav aria-label="Submissions" className="mb-4 flex gap-1 border-b border-line">
      {pages.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? 'page' : undefined}
          className={tabClass(path === href)}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
