import { Section } from '@shiplap/ui/section'

export function Colours({ theme }: { readonly theme: string }) {
  return (
    <Section title={`Colours, ${theme}`}>
      <div className="grid grid-cols-4">
        {grounds.map(([name, className]) => (
          <div key={name} className={`flex h-14 items-end p-2 text-xs text-ink ${className}`}>
            {name}
          </div>
        ))}
      </div>
      <ul className="lap grid grid-cols-2 gap-x-4 gap-y-1 bg-board p-3 sm:grid-cols-3">
        {inks.map(([name, className]) => (
          <li key={name} className={`text-sm ${className}`}>
            <span className="figures">12:47.3</span> {name}
          </li>
        ))}
      </ul>
      <div className="flex flex-col gap-1 pt-4">
        {sizes.map(([name, className]) => (
          <p key={name} className={className}>
            {name} Pick a challenge, start the clock
          </p>
        ))}
      </div>
    </Section>
  )
}

const grounds = [
  ['ground', 'bg-ground'],
  ['board', 'bg-board'],
  ['raised', 'bg-raised'],
  ['hover', 'bg-hover'],
] as const
const inks = [
  ['ink', 'text-ink'],
  ['muted', 'text-muted'],
  ['faint', 'text-faint'],
  ['gold', 'text-gold'],
  ['ahead', 'text-ahead'],
  ['ahead-losing', 'text-ahead-losing'],
  ['behind-gaining', 'text-behind-gaining'],
  ['behind', 'text-behind'],
  ['pb (yours)', 'text-pb'],
  ['idle', 'text-idle'],
  ['danger', 'text-danger'],
] as const
const sizes = [
  ['xs', 'text-xs'],
  ['sm', 'text-sm'],
  ['base', 'text-base'],
  ['lg', 'text-lg'],
  ['xl', 'text-xl'],
  ['2xl', 'text-2xl'],
] as const
