export const password = 'planks over the harbour 9'

/** Calls a procedure that changes something over HTTP, as any client would. */
export async function call(origin: string, path: string, input: object): Promise<Response> {
  const answer = await fetch(`${origin}/api/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

/** Makes an account and returns its cookies. */
export async function register(origin: string, username: string): Promise<string> {
  const registered = await call(origin, 'account.register', { username, password })
  const cookies = registered.headers.getSetCookie()
  return cookies.map((each) => each.split(';')[0]).join('; ')
}
