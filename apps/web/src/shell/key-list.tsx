'use client'
import { Dialog } from '@shiplap/ui/dialog'
import { KeyHint } from '@shiplap/ui/key-hint'
import { keyList } from './keys.ts'

export default function KeyList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keys">
      <div className="-my-4 grid gap-x-8 sm:grid-cols-2">
        {keyList.map((group) => (
          <section key={group.where} className="py-3">
            <h3 className="heading-row pb-1">{group.where}</h3>
            <dl>
              {group.keys.map((entry) => (
                <div key={entry.keys} className="flex min-h-7 items-center justify-between gap-4 text-sm">
                  <dt className="text-muted">{entry.does}</dt>
                  <dd className="shrink-0">
                    <KeyHint keys={entry.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
