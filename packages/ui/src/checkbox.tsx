import { type ComponentProps, type ReactNode, useId } from 'react'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & {
  readonly label: ReactNode
  readonly hint?: ReactNode
}

/** Yes or no. The whole line is the target. */
export function Checkbox({ label, hint, className, ...input }: CheckboxProps) {
  const hintId = useId()
  return (
    <div className={`flex flex-col ${className ?? ''}`}>
      <label className="flex min-h-8 cursor-pointer items-center gap-2 text-base has-disabled:cursor-not-allowed has-disabled:text-faint">
        <input
          {...input}
          type="checkbox"
          aria-describedby={hint ? hintId : undefined}
          className="size-4 shrink-0 accent-(--solid)"
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={hintId} className="pl-6 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
