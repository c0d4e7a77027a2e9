import type pg from 'pg'

/**
 * Ends every device session and whatever else lets somebody in. Since the backup was taken, sessions were ended and
 * refresh tokens used of which it knows nothing; nobody shall come back by an old one.
 */
export async function voidCredentials(client: pg.Client): Promise<void> {
  await client.query('update account set epoch = epoch + 1')
  await client.query(
    `update device_session set state = 'revoked', ended_at = now_at(), ended_by = 'admin' where state = 'active'`,
  )
  await client.query('delete from refresh_family')
  await client.query('delete from pending_session')
  await client.query('delete from mail_token')
}
