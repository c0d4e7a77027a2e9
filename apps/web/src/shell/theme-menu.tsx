'use client'
import { Menu } from '@shiplap/ui/menu'
import { toast } from '@shiplap/ui/toast'
import { chooseTheme, type Theme } from './theme.ts'

/** Dark, light, or as the system has it. */
export function ThemeMenu({ className = '' }: { readonly className?: string }) {
  return (
    <Menu
      label="Theme"
      className={className}
      items={choices.map(({ theme, label }) => ({
        key: theme,
        label,
        act: () => {
          chooseTheme(theme)
          toast({ message: `Theme: ${label.toLowerCase()}.`, forMs: 2_000 })
        },
      }))}
    />
  )
}

const choices: readonly { readonly theme: Theme; readonly label: string }[] = [
  { theme: 'dark', label: 'Dark' },
  { theme: 'light', label: 'Light' },
  { theme: 'system', label: 'As the system has it' },
]
