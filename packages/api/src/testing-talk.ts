import { randomUUID } from 'node:crypto'
import type { TestVisitor } from './testing-visitor.ts'

/** What is said in the rooms of the world that pictures and samples show. */
export async function talk(as: (username: string) => TestVisitor['api']): Promise<void> {
  for (const [room, lines] of Object.entries(said))
    for (const [username, body] of lines)
      await as(username).message.send.mutate({ room, body, clientKey: randomUUID() })
}

// Nobody says more than five things in a room, which is what the limit lets through at once.
const said: Readonly<Record<string, readonly (readonly [username: string, body: string])[]>> = {
  lobby: [
    ['mona', 'Welcome, everybody. Runs are open all week; the board is frozen on **Friday at 18:00**.'],
    ['linus', 'Does the clock stop while the tests run?'],
    ['mona', '@linus no: it runs from the start to the last milestone, whatever you do meanwhile.'],
    ['radia', 'Fair. My editor is part of the challenge, then.'],
    ['grace', '15:06 on the shortener. Sleep first, type later.'],
    ['ada', 'That is a minute and a half before me, @grace. I know where it went, too.'],
    ['barbara', 'Where?'],
    ['ada', 'Aliases. I looked the words up that paths need, one by one.'],
    ['vera', 'I look at submissions tonight, records first.'],
  ],
  'challenge-url-shortener': [
    ['margaret', 'Which codes do you make? I take `randomBytes` and hope.'],
    [
      'grace',
      "A counter, so that nothing can clash:\n```ts\nconst alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'\nlet next = 32 ** 3\nexport const code = () => encode(next++, alphabet)\n```",
    ],
    ['margaret', 'Four letters from the start. Nice.'],
    ['linus', 'Is 307 fine for the redirect? The brief says 301, 302, 307 or 308.'],
    ['victor', 'All four are. https://www.rfc-editor.org/rfc/rfc9110#section-15.4 has the difference.'],
    ['barbara', '@grace and after a restart?'],
    [
      'grace',
      'It goes on from the highest one in the file. That is milestone 7, and it took me the longest.',
    ],
  ],
}
