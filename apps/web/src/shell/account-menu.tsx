'use client'
import { Avatar } from '@shiplap/ui/avatar'
import { Menu } from '@shiplap/ui/menu'
import { useRouter } from 'next/navigation'
import { chooseTheme, themes } from './theme.ts'

/** The account at the foot of the rail, and what one does with it. */
export function AccountMenu({
  username,
  className,
}: {
  readonly username: string
  readonly className: string
}) {
  const router = useRouter()
  return (
    <Menu
      label={`Account of ${username}`}
      className={className}
      button={
        <>
          <Avatar name={username} size="small" />
          <span className="min-w-0 truncate">{username}</span>
        </>
      }
      items={[
        { key: 'profile', label: 'Your profile', act: () => router.push(`/u/${username}`) },
        { key: 'settings', label: 'Settings', act: () => router.push('/settings') },
        ...themes.map((theme) => ({ key: theme, label: themeWords[theme], act: () => chooseTheme(theme) })),
        {
          key: 'sign-out',
          label: 'Sign out',
          act: () => void import('./sign-out.ts').then(({ signOut }) => signOut()),
        },
      ]}
    />
  )
}

const themeWords = { system: 'Theme of the system', dark: 'Dark theme', light: 'Light theme' }
