import pg from 'pg'

const int8 = 20

/** Numbers of rooms, jobs and milliseconds stay far below 2^53, so they arrive as numbers and not as text. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}
