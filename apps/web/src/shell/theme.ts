export const themes = ['system', 'dark', 'light'] as const
export type Theme = (typeof themes)[number]

/** The person's choice lives in a cookie, so the server paints the right theme at once: no script, no flash. */
export const themeCookie = 'theme'

export function themeFrom(cookie: string | undefined): Theme {
  return themes.find((theme) => theme === cookie) ?? 'system'
}

/** Paints this page now and every later one from the server. */
export function chooseTheme(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
