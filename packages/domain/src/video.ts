/** A link that may be shown: https, a public host name, no credentials in it. Nothing of ours ever fetches it. */
export function isPublicLink(url: string): boolean {
  const host = hostOf(url)
  return (
    host !== null &&
    /[a-z]/.test(host.slice(host.lastIndexOf('.') + 1)) &&
    !/(?:^|\.)(?:localhost|local|internal)$/.test(host)
  )
}

/** Where a video can be played within a page, starting at `startMs`; null for hosts we do not know, which get a plain link. */
export function embedUrl(
  url: string,
  {
    startMs,
    parent,
  }: {
    readonly startMs: number /** The host of the page, which Twitch asks for. */
    readonly parent: string
  },
): string | null {
  const seconds = Math.floor(startMs / 1_000)
  for (const [pattern, embed] of players) {
    const id = pattern.exec(url)?.[1]
    if (id !== undefined) return embed(id, seconds, parent)
  }
  const peerTube = /^https:\/\/([a-z0-9.-]+)\/(?:w|videos\/watch)\/([A-Za-z0-9-]{8,40})(?:[?#]|$)/i.exec(url)
  if (peerTube?.[1] === undefined || !peerTubeHosts.includes(peerTube[1].toLowerCase())) return null
  return `https://${peerTube[1].toLowerCase()}/videos/embed/${peerTube[2]}?start=${seconds}s`
}

const peerTubeHosts: readonly string[] = [
  'framatube.org',
  'peertube.tv',
  'tilvids.com',
  'video.blender.org',
  'diode.zone',
]

/** The hosts that a page must be allowed to frame. */
export const embedHosts: readonly string[] = [
  'https://www.youtube-nocookie.com',
  'https://player.twitch.tv',
  'https://player.vimeo.com',
  ...peerTubeHosts.map((host) => `https://${host}`),
]

type Player = readonly [pattern: RegExp, embed: (id: string, seconds: number, parent: string) => string]
const youTube: Player[1] = (id, seconds) => `https://www.youtube-nocookie.com/embed/${id}?start=${seconds}`
const players: readonly Player[] = [
  [/^https:\/\/(?:www\.|m\.)?youtube\.com\/watch\?(?:[^#]*&)?v=([A-Za-z0-9_-]{11})(?:[&#]|$)/i, youTube],
  [/^https:\/\/(?:www\.|m\.)?youtube\.com\/(?:live|shorts|embed)\/([A-Za-z0-9_-]{11})(?:[/?#]|$)/i, youTube],
  [/^https:\/\/youtu\.be\/([A-Za-z0-9_-]{11})(?:[?#]|$)/i, youTube],
  [
    /^https:\/\/(?:www\.|m\.)?twitch\.tv\/videos\/(\d{1,15})(?:[?#]|$)/i,
    (id, seconds, parent) =>
      `https://player.twitch.tv/?video=${id}&parent=${encodeURIComponent(parent)}&autoplay=false&time=${seconds}s`,
  ],
  [
    /^https:\/\/(?:www\.)?vimeo\.com\/(\d{1,15})(?:[/?#]|$)/i,
    (id, seconds) => `https://player.vimeo.com/video/${id}#t=${seconds}s`,
  ],
]

/** The host name, in lower case; null for anything but a plain https address. */
function hostOf(url: string): string | null {
  const found =
    /^https:\/\/((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63})(?::\d{1,5})?(?:[/?#][^\s\\]*)?$/i.exec(
      url,
    )
  return found?.[1]?.toLowerCase() ?? null
}
