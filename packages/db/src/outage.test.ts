import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { isOutage } from './outage.ts'

const coded = (code: string) => Object.assign(new Error('connect'), { code })
const told = (code: string) => Object.assign(new DatabaseError('told', 4, 'error'), { code })

test('that PostgreSQL cannot be reached, is shut down, full or too slow is an outage', () => {
  for (const error of [
    coded('ECONNREFUSED'),
    coded('ECONNRESET'),
    coded('EPIPE'),
    new Error('Query read timeout'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
    new Error('Connection terminated due to connection timeout'),
    // What a client says whose connection ended in the middle of a transaction.
    new Error('Client has encountered a connection error and is not queryable'),
    new Error('Client was closed and is not queryable'),
    told('57P01'),
    told('57P03'),
    told('53100'),
    told('53300'),
    told('57014'),
    told('08006'),
    told('25006'),
  ])
    expect([error.message, isOutage(error)]).toEqual([error.message, true])
})

test('a mistake of ours is none', () => {
  for (const error of [
    new Error('not a function'),
    coded('ENOENT'),
    told('42601'),
    told('23505'),
    told('22P02'),
    null,
    'text',
  ])
    expect([String(error), isOutage(error)]).toEqual([String(error), false])
})
