import { PageHead } from '@shiplap/ui/page-head'
import { Toaster } from '@shiplap/ui/toast'
import type { Metadata } from 'next'
import { Acts } from './acts.tsx'
import { Colours } from './colours.tsx'
import { Fields } from './fields.tsx'
import { Rows } from './rows.tsx'
import { States } from './states.tsx'
import { Times } from './times.tsx'

export const metadata: Metadata = { title: 'Gallery', robots: { index: false } }

/** Every piece in every state, dark and light side by side. */
export default function Gallery() {
  return (
    <main id="main">
      <div className="px-4 pt-6 sm:px-8">
        <PageHead title="Gallery" sub="Every piece in every state, on both grounds." />
      </div>
      <div className="grid lg:grid-cols-2">
        {(['dark', 'light'] as const).map((theme) => (
          <div key={theme} data-theme={theme} className="min-w-0 bg-ground px-4 py-6 sm:px-8">
            <Colours theme={theme} />
            <Times theme={theme} />
            <Acts theme={theme} />
            <Fields theme={theme} />
            <Rows theme={theme} />
            <States theme={theme} />
          </div>
        ))}
      </div>
      <Toaster />
    </main>
  )
}
