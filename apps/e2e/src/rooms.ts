import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { call } from './runs.ts'

/** A room of the person at this page, made by the api. */
export async function aRoom(page: Page, kind: 'public' | 'private' = 'public') {
  const title = `Room ${randomUUID().slice(0, 8)}`
  const { slug } = await call<{ slug: string }>(page, 'room.create', { title, kind })
  return { title, slug, path: `/chat/${slug}` }
}

/** Says something in a room by the api, and answers its number. */
export async function say(person: Page, slug: string, body: string): Promise<number> {
  const sent = { room: slug, body, clientKey: randomUUID() }
  return (await call<{ seq: number }>(person, 'message.send', sent)).seq
}

export const composer = (page: Page, room = 'Lobby') =>
  page.getByRole('textbox', { name: `Message to ${room}` })

export const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })

export async function write(page: Page, text: string, room?: string): Promise<void> {
  await composer(page, room).fill(text)
  await composer(page, room).press('Enter')
}

/** Opens the menu of one message. */
export async function openActs(page: Page, text: string): Promise<void> {
  const line = messages(page).getByRole('listitem').filter({ hasText: text })
  await line.hover()
  await line.getByRole('button', { name: /Acts on the message/ }).click()
}

/** Acts on one message by its menu. */
export async function act(page: Page, text: string, name: string): Promise<void> {
  await openActs(page, text)
  await page.getByRole('menuitem', { name }).click()
}
