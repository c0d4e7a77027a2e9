import type { ReactNode } from 'react'
import { AdminTabs } from './admin-tabs.tsx'

/** Pages for whoever runs the instance. Each page asks for the role itself. */
export default function AdminLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <AdminTabs />
      {children}
    </>
  )
}
