import { serverApi } from '../../server/server-api.ts'

export default async function FrontPage() {
  const api = await serverApi()
  const { deployment } = await api.instance.get()
  return (
    <>
      <h1>Shiplap</h1>
      <p>Speedrunning for code. {deployment}</p>
    </>
  )
}
