import bowser from 'bowser'

/** What a device is called until its owner names it: "Firefox 143 on Linux", or what a program says of itself. */
export function deviceNameOf(userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return 'Unknown device'
  const { browser, os } = bowser.parse(userAgent)
  const name = [browser.name, browser.version?.split('.')[0]].filter(Boolean).join(' ')
  if (name !== '' && os.name) return `${name} on ${os.name}`.slice(0, 80)
  return (userAgent.split(/[\s(]/)[0] || 'Unknown device').slice(0, 80)
}
