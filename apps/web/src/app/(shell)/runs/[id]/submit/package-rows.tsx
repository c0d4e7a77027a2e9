import type { Package } from '@shiplap/domain/manifest'
import { X } from 'lucide-react'

/** The packages found, each of which can be left out. */
export function PackageRows({
  packages,
  onRemove,
}: {
  readonly packages: readonly Package[]
  readonly onRemove: (removed: Package) => void
}) {
  if (packages.length === 0) return null
  return (
    <div>
      <p role="status" className="pb-1 text-xs text-muted">
        {packages.length === 1 ? '1 package' : `${packages.length} packages`}
      </p>
      <ul className="max-h-64 overflow-auto">
        {packages.map((each) => (
          <li
            key={`${each.ecosystem} ${each.name} ${each.version}`}
            className="lap flex min-h-8 items-center gap-3 bg-board px-3 text-sm"
          >
            <span className="min-w-0 flex-1 truncate">{each.name}</span>
            <span className="figures text-xs text-muted">{each.version}</span>
            <span className="w-12 text-xs text-muted">{each.ecosystem}</span>
            <button
              type="button"
              aria-label={`Leave out ${each.name}`}
              className="flex size-6 items-center justify-center text-muted hover:text-ink"
              onClick={() => onRemove(each)}
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
