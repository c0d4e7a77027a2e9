import { type Marks, possibleSaveMs } from '@shiplap/domain/comparison'
import { Duration } from '@shiplap/ui/duration'
import { type ComparisonName, comparedTo, comparisonNames } from '../../../run/compare.ts'
import type { Comparisons } from '../../../run/view.ts'

type TargetsProps = {
  readonly comparisons: Comparisons | null
  readonly marks: Marks
  readonly comparing: ComparisonName
  readonly onCompare: (name: ComparisonName) => void
}

/** The times to beat. Pressing one holds the splits against it. */
export function Targets({ comparisons, marks, comparing, onCompare }: TargetsProps) {
  const names = (Object.keys(comparisonNames) as ComparisonName[]).filter(
    (name) => comparedTo(comparisons, name) !== null,
  )
  if (comparisons === null || names.length === 0)
    return (
      <p className="text-center text-sm text-muted">
        Nothing to compare with yet: your first finished run sets the pace.
      </p>
    )
  const against = comparedTo(comparisons, comparing)
  const save = against && possibleSaveMs(marks, against.marks, comparisons.golds)
  return (
    <div className="grid grid-cols-3 items-stretch justify-center gap-x-1 gap-y-2 sm:flex sm:flex-wrap">
      <fieldset className="contents">
        <legend className="sr-only">Compare with</legend>
        {names.map((name) => (
          <label
            key={name}
            className="relative flex min-h-11 cursor-pointer flex-col justify-center rounded-sm border-b-2 border-transparent px-2 py-1 sm:px-3 has-checked:border-ink has-checked:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-pb"
          >
            <input
              type="radio"
              name="compare"
              value={name}
              checked={name === comparing}
              onChange={() => onCompare(name)}
              className="sr-only"
            />
            <span className="text-xs text-muted">{comparisonNames[name]}</span>
            <TargetTime ms={comparedTo(comparisons, name)?.timeMs ?? null} />
          </label>
        ))}
      </fieldset>
      {save !== null && save !== undefined && (
        <div className="flex min-h-11 flex-col justify-center border-b-2 border-transparent px-2 py-1 sm:px-3">
          <span className="text-xs text-muted">Possible save</span>
          <Duration ms={save} className="text-sm" />
        </div>
      )}
    </div>
  )
}

function TargetTime({ ms }: { readonly ms: number | null }) {
  return ms === null ? (
    <span className="text-sm text-faint">not whole yet</span>
  ) : (
    <Duration ms={ms} className="text-sm" />
  )
}
