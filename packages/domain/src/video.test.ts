import { expect, test } from 'vitest'
import { embedUrl, isPublicLink } from './video.ts'

const embed = (url: string) => embedUrl(url, { startMs: 90_500, parent: 'lap.example.org' })

test('videos of known hosts play in the page, from where the run begins', () => {
  expect(embed('https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1')).toBe(
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90',
  )
  expect(embed('https://youtu.be/dQw4w9WgXcQ')).toBe(
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90',
  )
  expect(embed('https://www.twitch.tv/videos/123456')).toBe(
    'https://player.twitch.tv/?video=123456&parent=lap.example.org&autoplay=false&time=90s',
  )
  expect(embed('https://vimeo.com/76979871')).toBe('https://player.vimeo.com/video/76979871#t=90s')
  expect(embed('https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv')).toBe(
    'https://framatube.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?start=90s',
  )
})

test('others get a link', () => {
  for (const url of [
    'https://example.org/run.mp4',
    'https://evil.example/w/kkGMgK9ZtnKfYAgnEtQxbv',
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
    'https://youtu.be/short',
  ])
    expect(embed(url)).toBeNull()
})

test('only public https addresses are links', () => {
  for (const good of [
    'https://example.org',
    'https://example.org:8443/a?b#c',
    'https://youtu.be/x',
    'https://xn--bcher-kva.example/',
  ])
    expect(isPublicLink(good)).toBe(true)
  const bad = [
    'http://example.org',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:pw@example.org/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://localhost/',
    'https://db.internal/',
    'https://intranet/',
    'https://example.org\\@evil',
    'https://exa mple.org',
    '//example.org',
    '',
  ]
  for (const url of bad) expect(isPublicLink(url), url).toBe(false)
})
