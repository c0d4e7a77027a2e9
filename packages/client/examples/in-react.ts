// A React program that is no page: signs in and writes who it is, as HTML, to standard output.
//   SHIPLAP_URL=https://lap.example.org node in-react.ts my-name 'a long password'
import { text } from 'node:stream/consumers'
import { createClient } from '@shiplap/client'
import { ApiProvider, api } from '@shiplap/client/react'
import { QueryClient } from '@tanstack/react-query'
import { createElement } from 'react'
import { prerenderToNodeStream } from 'react-dom/static'

const { SHIPLAP_URL = 'http://localhost:3000' } = process.env
const [login = '', password = ''] = process.argv.slice(2)

const client = createClient({ url: SHIPLAP_URL })
await client.signIn({ login, password })

function Name() {
  const [me] = api.account.me.useSuspenseQuery()
  return createElement('p', null, `Signed in as ${me.username}`)
}
const queryClient = new QueryClient()
const app = createElement(ApiProvider, { client, queryClient }, createElement(Name))
console.log(await text((await prerenderToNodeStream(app)).prelude))
await client.close()
