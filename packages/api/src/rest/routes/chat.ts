import { longestMessage } from '@shiplap/domain/message'
import { addressIn } from '@shiplap/domain/room-address'
import { z } from 'zod'
import { pageSize, text, visibleText } from '../../input.ts'
import { type Route, shaped } from '../route.ts'
import { instant } from '../shapes/account.ts'

const tag = 'chat'
const room = z.object({
  slug: z.string(),
  title: z.string(),
  topic: z.string(),
  kind: z.enum(['public', 'private', 'challenge', 'run']),
  lastSeq: z.int(),
})
const line = z.object({
  seq: z.int().describe('Its number in the room: 1, 2, 3, without gaps.'),
  kind: z.enum(['message', 'system']),
  at: instant,
  author: z.object({ id: z.uuid(), name: z.string() }).optional(),
  body: z.string(),
})
/** By its title or by its name in addresses. */
const chatRoomName = visibleText(80)

export const chatRoutes: readonly Route[] = [
  shaped({
    method: 'POST',
    path: '/chat/rooms',
    tag,
    summary: 'Makes a room that everybody may enter.',
    takes: z.strictObject({ name: visibleText(80), topic: text(300).default('') }),
    call: (api, { name, topic }) => api.room.create({ title: name, topic, kind: 'public' }),
    status: 201,
    answer: room,
  }),
  shaped({
    method: 'POST',
    path: '/chat/messages',
    tag,
    summary:
      'Says something in a room. The same clientKey again answers with the number that it got the first time.',
    takes: z.strictObject({
      chatRoomName,
      body: visibleText(longestMessage),
      clientKey: text(64, 8).default(() => crypto.randomUUID()),
    }),
    call: (api, { chatRoomName: name, ...said }) => api.message.send({ room: addressIn(name), ...said }),
    status: 201,
    answer: z.object({ seq: z.int() }),
  }),
  shaped({
    method: 'GET',
    path: '/chat/messages',
    tag,
    summary: 'A page of messages in order: the newest, or those before a number.',
    signedIn: false,
    takes: z.strictObject({
      chatRoomName,
      before: z.int().min(1).optional(),
      limit: pageSize(100, 50),
    }),
    call: (api, { chatRoomName: name, ...page }) => api.message.list({ room: addressIn(name), ...page }),
    show: (messages) => ({ messages }),
    answer: z.object({ messages: z.array(line) }),
  }),
]
