import { formatDuration } from '@shiplap/domain/duration'
import { Select } from '@shiplap/ui/select'
import { type ComparisonName, comparedTo, comparisonNames } from '../../../../run/compare.ts'
import type { Comparisons } from '../../../../run/view.ts'

type ComparePickerProps = {
  readonly comparisons: Comparisons | null
  readonly comparing: ComparisonName
  readonly onCompare: (name: ComparisonName) => void
}

/** Chooses what the differences are against; absent while there is nothing. */
export function ComparePicker({ comparisons, comparing, onCompare }: ComparePickerProps) {
  const options = (Object.keys(comparisonNames) as ComparisonName[]).flatMap((value) => {
    const compared = comparedTo(comparisons, value)
    if (compared === null) return []
    const time = compared.timeMs === null ? '' : ` ${formatDuration(compared.timeMs)}`
    return [{ value, label: `${comparisonNames[value]}${time}` }]
  })
  if (options.length === 0) return null
  return (
    <div className="w-56">
      <Select
        label="Compare with"
        value={comparing}
        onChange={(event) => onCompare(event.currentTarget.value as ComparisonName)}
        options={options}
      />
    </div>
  )
}
