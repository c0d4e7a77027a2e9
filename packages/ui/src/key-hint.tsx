/** The keys that do it: `<KeyHint keys="Shift Enter" />`. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <span className="inline-flex gap-1 align-middle">
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line border-b-edge px-1 font-sans text-xs text-muted in-[button]:border-current in-[button]:text-current"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
