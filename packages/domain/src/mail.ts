/** What we write to people. Secrets stand in the text and never in the subject. Plain text; every link begins with the instance's own origin. */
export type Mail = { readonly subject: string; readonly text: string }

type Place = { readonly device: string; readonly ip: string | null; readonly at: Date }

export const mails = {
  code: ({
    code,
    minutes,
    isNewAccount,
  }: {
    code: string
    minutes: number
    isNewAccount: boolean
  }): Mail => ({
    subject: 'Your Shiplap code',
    text: lines(
      `Your code is ${code}. It works for ${minutes} minutes, once, where you asked for it.`,
      isNewAccount
        ? 'There is no account with this address yet; entering the code makes one.'
        : 'Nobody from Shiplap will ever ask you for it.',
      'If you did not ask for a code, ignore this: without it nobody can sign in.',
    ),
  }),
  codeForNobody: (): Mail => ({
    subject: 'No Shiplap account with this address',
    text: lines(
      'Somebody asked to sign in to Shiplap with this address, but no account has it, and new ones are made by invitation only.',
      'If that was you, try another address, or ask whoever runs the instance.',
    ),
  }),
  confirmEmail: ({ username, link }: { username: string; link: string }): Mail => ({
    subject: 'Confirm your address for Shiplap',
    text: lines(
      `${username}, open this link to use this address for codes, notices and resetting your password:`,
      link,
      'It works for 24 hours. If you have no account there, ignore this; nothing happens without you.',
    ),
  }),
  addressTaken: ({ origin }: { origin: string }): Mail => ({
    subject: 'You already have a Shiplap account',
    text: lines(
      'Somebody, perhaps you, wanted to use this address for a new account. It already belongs to yours, so nothing was changed.',
      `Sign in: ${origin}/sign-in`,
      `Forgot your password? ${origin}/reset`,
    ),
  }),
  reset: ({ username, link }: { username: string; link: string }): Mail => ({
    subject: 'Reset your Shiplap password',
    text: lines(
      `${username}, choose a new password here:`,
      link,
      'The link works for 30 minutes, once. A new password signs you out everywhere.',
      'If you did not ask for this, ignore it: your password stays as it is.',
    ),
  }),
  newDevice: ({ username, device, ip, at, origin }: Place & { username: string; origin: string }): Mail => ({
    subject: `New sign-in: ${device}`,
    text: lines(
      `${username}, your account was signed in to on a device that it was not known on.`,
      place({ device, ip, at }),
      `If that was not you, sign it out and change your password: ${origin}/devices`,
    ),
  }),
  refreshReused: ({
    username,
    device,
    ip,
    at,
    origin,
  }: Place & { username: string; origin: string }): Mail => ({
    subject: `Signed out for safety: ${device}`,
    text: lines(
      `${username}, an old credential of one of your devices was used again. Somebody may have copied it, so that device was signed out.`,
      place({ device, ip, at }),
      `See what is signed in, and what happened: ${origin}/logins`,
    ),
  }),
  passwordChanged: ({ username, origin }: { username: string; origin: string }): Mail => ({
    subject: 'Your Shiplap password was changed',
    text: lines(
      `${username}, your password was changed, and all other devices were signed out.`,
      `If that was not you, reset it now: ${origin}/reset`,
    ),
  }),
  emailChanged: ({
    username,
    from,
    to,
    origin,
  }: {
    username: string
    from: string
    to: string
    origin: string
  }): Mail => ({
    subject: 'Your Shiplap address was changed',
    text: lines(
      `${username}, your account now uses ${masked(to)} instead of ${masked(from)}.`,
      `If that was not you, ask whoever runs ${origin} for help at once.`,
    ),
  }),
  renamed: ({ from, to, origin }: { from: string; to: string; origin: string }): Mail => ({
    subject: 'Your Shiplap name was changed',
    text: lines(
      `${from}, your account is called ${to} now. Sign in by that name, or by this address.`,
      `If that was not you, change your password and see what is signed in: ${origin}/devices`,
    ),
  }),
  afterFailures: ({
    username,
    count,
    origin,
  }: {
    username: string
    count: number
    origin: string
  }): Mail => ({
    subject: 'Wrong passwords before your sign-in',
    text: lines(
      `${username}, before you signed in just now, ${count} attempts with a wrong password were made within an hour.`,
      `If those were not yours, consider a new password: ${origin}/settings`,
    ),
  }),
  deleted: ({ username }: { username: string }): Mail => ({
    subject: 'Your Shiplap account is deleted',
    text: lines(`${username}, your account and what we kept of you are deleted. Good runs to you.`),
  }),
} as const

function lines(...paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`
}

function place({ device, ip, at }: Place): string {
  return [
    `Device: ${device}`,
    `Address: ${ip ?? 'unknown'}`,
    `Time: ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ].join('\n')
}

/** Enough of an address for its owner to know it, in a mail that others may read. */
function masked(address: string): string {
  const [local = '', domain = ''] = address.split('@')
  return `${local.slice(0, 2)}…@${domain}`
}
