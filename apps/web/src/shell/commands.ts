import type { Place } from './places.ts'
import { chooseTheme, type Theme, themes } from './theme.ts'

export type Command = {
  readonly key: string
  readonly group: 'Go to' | 'Challenges' | 'Do'
  readonly label: string
  /** Words one may also look for. */
  readonly words?: string
  readonly keys?: string
  readonly act: () => void
}

/** What the palette offers before anything was fetched. */
export function standingCommands(given: {
  readonly places: readonly Place[]
  readonly signedIn: boolean
  readonly go: (href: string) => void
  readonly signOut: () => void
}): readonly Command[] {
  const { places, signedIn, go, signOut } = given
  const goTo = (label: string, href: string, words = ''): Command => ({
    key: href,
    group: 'Go to',
    label,
    words,
    act: () => go(href),
  })
  return [
    ...places.map((place) => ({ ...goTo(place.name, place.href), keys: `G ${place.key.toUpperCase()}` })),
    ...(signedIn
      ? [
          goTo('Your run', '/run', 'cockpit timer split'),
          goTo('Notices', '/notices', 'bell verdict mention unread'),
          goTo('Settings', '/settings', 'password e-mail account'),
        ]
      : [goTo('Sign in', '/sign-in', 'log in'), goTo('Register', '/register', 'sign up account')]),
    goTo('What a time rests on', '/about/verification', 'evidence help'),
    ...themes.map((theme) => ({
      key: `theme-${theme}`,
      group: 'Do' as const,
      label: themeLabels[theme],
      words: 'theme colour dark light mode',
      act: () => chooseTheme(theme),
    })),
    ...(signedIn
      ? [{ key: 'sign-out', group: 'Do' as const, label: 'Sign out', words: 'log out leave', act: signOut }]
      : []),
  ]
}

/** A challenge's page and its boards, by its title. */
export function challengeCommands(
  challenges: readonly { readonly slug: string; readonly title: string }[],
  go: (href: string) => void,
): readonly Command[] {
  return challenges.map(({ slug, title }) => ({
    key: `challenge-${slug}`,
    group: 'Challenges',
    label: title,
    words: `${slug} challenge run start`,
    act: () => go(`/challenges/${slug}`),
  }))
}

const themeLabels: Record<Theme, string> = {
  system: 'Use the theme of the system',
  dark: 'Use the dark theme',
  light: 'Use the light theme',
}

/** Commands whose words all begin somewhere in the label or its other words; earlier in the label comes first. */
export function matching(commands: readonly Command[], typed: string): readonly Command[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return commands
    .map((command) => ({ command, text: ` ${command.label} ${command.words ?? ''}`.toLowerCase() }))
    .filter(({ text }) => wanted.every((word) => text.includes(` ${word}`)))
    .sort((a, b) => (wanted[0] ? a.text.indexOf(` ${wanted[0]}`) - b.text.indexOf(` ${wanted[0]}`) : 0))
    .map(({ command }) => command)
}
