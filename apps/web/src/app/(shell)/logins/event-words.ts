type Said = { readonly text: string; readonly isAlarm: boolean }

/** What happened, in a sentence; alarms are what an owner should have a look at. */
export function eventWords({
  kind,
  detail,
}: {
  readonly kind: string
  readonly detail: string | null
}): Said {
  const alarm = alarms[kind]
  if (alarm !== undefined) return { text: alarm, isAlarm: true }
  if (kind === 'signed-out')
    return { text: endings[detail ?? ''] ?? 'Signed out', isAlarm: detail === 'reuse' }
  if (kind === 'renamed') return { text: `Renamed; ${detail ?? 'another name'} before`, isAlarm: false }
  if (kind === 'role-changed') return { text: `Role changed to ${detail ?? 'another'}`, isAlarm: false }
  return { text: quiet[kind] ?? kind, isAlarm: false }
}

const alarms: Readonly<Record<string, string>> = {
  'sign-in-failed': 'Wrong password',
  'code-failed': 'Wrong code',
  'proof-failed': 'Wrong password, asked again while signed in',
  'refresh-reused': 'An old credential was used again; the device was signed out',
  disabled: 'Closed by an administrator',
}

const quiet: Readonly<Record<string, string>> = {
  registered: 'Registered',
  'signed-in': 'Signed in',
  'signed-in-new-device': 'Signed in on a new device',
  'code-sent': 'A code was sent',
  'proved-again': 'Password given again',
  'password-changed': 'Password changed',
  'reset-asked': 'A link to reset the password was sent',
  'password-reset': 'Password reset by a mailed link',
  'email-confirmed': 'Address confirmed',
  enabled: 'Opened again by an administrator',
}

const endings: Readonly<Record<string, string>> = {
  'sign-out': 'Signed out',
  device: 'Signed out from another device',
  everywhere: 'Signed out everywhere',
  password: 'Signed out by a password change',
  reset: 'Signed out by a password reset',
  reuse: 'Signed out for safety',
  replaced: 'Replaced by another sign-in',
  admin: 'Signed out by an administrator',
}
