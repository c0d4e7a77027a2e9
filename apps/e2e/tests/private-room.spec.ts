import { register } from '../src/people.ts'
import { aRoom, messages, write } from '../src/rooms.ts'
import { expect, test } from '../src/test.ts'

// Two people and several pages; on a busy machine that takes its time.
test.describe.configure({ timeout: 120_000 })

test('a private room is there for its people only: page, tRPC, WebSocket, REST', async ({
  page,
  newPerson,
}) => {
  await register(page, 'ada')
  const stranger = await newPerson()
  const { username } = await register(stranger, 'eve')
  const room = await aRoom(page, 'private')
  await page.goto(room.path)
  await write(page, 'between us', room.title)
  await expect(messages(page).getByText('sending')).toHaveCount(0)

  expect((await stranger.goto(room.path))?.status()).toBe(404)
  await expect(stranger.getByText(room.title)).toHaveCount(0)
  await stranger.goto('/chat')
  await expect(stranger.getByText(room.title)).toHaveCount(0)
  const input = encodeURIComponent(JSON.stringify({ room: room.slug }))
  for (const path of [`/api/trpc/message.list?input=${input}`, `/api/trpc/room.get?input=${input}`]) {
    const answer = await stranger.request.get(path)
    expect(answer.status()).toBe(404)
    expect(await answer.text()).not.toContain('between us')
  }
  const byRest = await stranger.request.get(`/api/v1/chat/messages?chatRoomName=${room.slug}`)
  expect(byRest.status()).toBe(404)
  const bySocket = await stranger.evaluate(
    (slug) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/ws`)
        const params = { path: 'message.live', input: { room: slug } }
        socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'subscription', params }))
        socket.onmessage = ({ data }) => resolve(String(data))
      }),
    room.slug,
  )
  expect(bySocket).toContain('room.not-found')
  expect(bySocket).not.toContain('between us')

  await page.goto(`${room.path}/people`)
  await page.getByLabel('Add somebody').fill(username)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: username }).first()).toBeVisible()
  await stranger.goto(room.path)
  await expect(messages(stranger).getByText('between us')).toBeVisible()
})
