// A bot that answers in a room: say "!best url-shortener" and it tells who leads that board.
//   SHIPLAP_URL=https://lap.example.org SHIPLAP_LOGIN=bot SHIPLAP_PASSWORD=… node room-bot.ts lobby
import { createClient } from '@shiplap/client'
import { fileStore } from '@shiplap/client/file-store'
import { refusalOf } from '@shiplap/client/refusal'

const { SHIPLAP_URL = 'http://localhost:3000', SHIPLAP_LOGIN = '', SHIPLAP_PASSWORD = '' } = process.env
const [room = 'lobby'] = process.argv.slice(2)

const client = createClient({
  url: SHIPLAP_URL,
  // Kept beside the bot, so that it stays one device however often it is started.
  credentials: fileStore(process.env.SHIPLAP_CREDENTIALS ?? '.room-bot.json'),
  device: { type: 'othr', name: 'Room bot' },
})
const me = await client.api.account.me.query().catch(() => signIn())

const subscription = client.api.message.live.subscribe(
  { room },
  {
    onData(event) {
      // Typing and presence bear no number and ask for no answer; neither do the lines that were there before us.
      if (!('seq' in event.data)) return
      const { seq, line } = event.data
      const [, challenge] = /^!best ([a-z0-9-]+)$/.exec(line.body) ?? []
      if (line.seq === seq && challenge !== undefined && line.author?.id !== me.id)
        void answer(seq, challenge)
    },
    onStarted: () => console.log(`${me.username} listens in ${room}`),
    onError: (error) => leave(refusalOf(error)?.reason ?? error.message),
  },
)
process.once('SIGTERM', () => leave('told to'))

async function answer(seq: number, challenge: string): Promise<void> {
  // The key makes an answer count once, even when it has to be sent again.
  await client.api.message.send.mutate({
    room,
    body: await best(challenge),
    clientKey: `best-${room}-${seq}`,
  })
}

async function best(challenge: string): Promise<string> {
  try {
    const board = { challenge, category: 'all-milestones', standing: 'provisional' as const, limit: 1 }
    const { entries } = await client.api.board.page.query(board)
    const [leader] = entries
    return leader === undefined
      ? `Nobody has finished ${challenge} yet.`
      : `${leader.runner.username} leads ${challenge} with ${leader.timeMs / 1000} s.`
  } catch (error) {
    if (refusalOf(error)?.reason === 'board.not-found') return `There is no challenge called ${challenge}.`
    throw error
  }
}

async function signIn() {
  await client.signIn({ login: SHIPLAP_LOGIN, password: SHIPLAP_PASSWORD })
  return client.api.account.me.query()
}

function leave(why: string): void {
  console.log(`leaving: ${why}`)
  subscription.unsubscribe()
  void client.close()
}
