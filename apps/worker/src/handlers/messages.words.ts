import type { Database } from '@shiplap/db/connect'
import * as messageWords from '@shiplap/db/queries/message-words'
import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'

/** Cuts what was said since the last time into the words by which it is found. Until then a search does that itself. */
export function wordsOfMessages({ db }: { readonly db: Database }): Handler<Payload<'messages.words'>> {
  return async () => {
    // Few at a time: of long lines without spaces a hundred take three seconds.
    while (await messageWords.cut(db, { spans: 10 }));
    while (await messageWords.cutAnew(db));
  }
}
