import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { json } from 'node:stream/consumers'
import bcrypt from 'bcryptjs'
import pg from 'pg'
import type { Place } from '../frame/servers.ts'
import { cost } from '../product/open-api.ts'

/** What most do: bcryptjs's own asynchronous functions, one row an account. */
export async function startMainThread({ postgresUrl }: Place): Promise<Server> {
  const pool = new pg.Pool({ connectionString: postgresUrl, max: 20 })
  await pool.query('create table person (name text primary key, hash text not null)')
  await pool.query('create table signed_in (token text primary key, name text not null)')
  return createServer(async (request, response) => {
    const { username, login, password } = (await json(request)) as Record<string, string>
    if (request.url === '/api/trpc/account.register') {
      const hash = await bcrypt.hash(password ?? '', cost)
      await pool.query('insert into person values ($1, $2)', [username, hash])
    } else {
      const { rows } = await pool.query('select hash from person where name = $1', [login])
      if (!(await bcrypt.compare(password ?? '', rows[0]?.hash ?? '')))
        return void response.writeHead(401).end()
    }
    await pool.query('insert into signed_in values ($1, $2)', [randomUUID(), login ?? username])
    response.writeHead(200).end('{}')
  })
}
