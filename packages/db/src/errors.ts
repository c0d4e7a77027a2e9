export { DatabaseError } from 'pg'
