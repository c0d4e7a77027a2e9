'use client'
import { tabClass } from '@shiplap/ui/tabs'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

const pages = [
  { href: '/admin/jobs', name: 'Jobs' },
  { href: '/admin/accounts', name: 'Accounts' },
  { href: '/admin/health', name: 'Health' },
  { href: '/admin/mail', name: 'Mail' },
]

export function AdminTabs() {
  const path = usePathname()
  return (
    <nav aria-label="Administration" className="mb-5 flex gap-1 overflow-x-auto border-b border-line">
      {pages.map(({ href, name }) => {
        const isHere = path === href || path.startsWith(`${href}/`)
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? 'page' : undefined}
            className={tabClass(isHere)}
          >
            {name}
          </Link>
        )
      })}
    </nav>
  )
}
