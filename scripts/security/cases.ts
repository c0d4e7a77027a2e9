/** The doors that bad input comes through. */
export const doors = [
  'tRPC over HTTP',
  'WebSocket',
  'REST',
  'pages',
  'commands and settings',
  'rules',
] as const
type Door = (typeof doors)[number]

/** A test by the start of its file's name and a part of its title. */
type Reference = readonly [file: string, title: string]

export type SecurityCase = { readonly what: string; readonly at: Partial<Record<Door, Reference>> }

const api = 'packages/api/src'
const http: Reference = [`${api}/hostile/http.test.ts`, 'what no schema takes is refused by every procedure']
const odd: Reference = [`${api}/hostile/http.test.ts`, 'what a schema takes, however odd']
const ws: Reference = [
  `${api}/hostile/websocket.test.ts`,
  'what no schema takes is refused by every procedure over a socket',
]
const oddWs: Reference = [`${api}/hostile/websocket.test.ts`, 'what a schema takes, however odd']
const rest: Reference = [`${api}/hostile/rest.test.ts`, 'bad input is refused by every row of REST']
const noObject: Reference = [`${api}/hostile/rest.test.ts`, 'what is no object, no JSON or for nobody']
const raw = (title: string): Reference => [`${api}/hostile/raw.test.ts`, title]
const frames = (title: string): Reference => [`${api}/hostile/frames.test.ts`, title]
const subscriptions = (title: string): Reference => [`${api}/socket/subscriptions.pg.test.ts`, title]
const unread = (title: string): Reference => [`${api}/socket/unread.pg.test.ts`, title]
const credentials = (title: string): Reference => [`${api}/credentials.pg.test.ts`, title]
const refresh = (title: string): Reference => [`${api}/account/refresh.pg.test.ts`, title]
const code = (title: string): Reference => [`${api}/device/code.pg.test.ts`, title]
const pages = (title: string): Reference => ['apps/e2e/tests/hostile.spec.ts', title]
const words = (title: string): Reference => ['scripts/command-line.test.ts', title]
const started = (title: string): Reference => ['scripts/start.test.ts', title]
const targets: Reference = [`${api}/hostile/targets.test.ts`, 'whatever stands for an address in']
const real: Reference = [`${api}/hostile/real.test.ts`, 'odd values in what is really there']
const atOnce = (title: string): Reference => [`${api}/hostile/at-once.test.ts`, title]
const everywhere = { 'tRPC over HTTP': http, WebSocket: ws, REST: rest }
const oddEverywhere = { 'tRPC over HTTP': odd, WebSocket: oddWs, REST: rest }

/** What is tried, and where. Values of the generated suites stand in packages/api/src/hostile/values.ts. */
export const cases: Readonly<Record<string, readonly SecurityCase[]>> = {
  Bodies: [
    {
      what: 'a batch of eleven calls',
      at: {
        'tRPC over HTTP': raw('eleven calls in a batch'),
        WebSocket: frames('the message %# does no harm'),
      },
    },
    { what: '7,000 commas in the path', at: { 'tRPC over HTTP': raw('7,000 commas') } },
    {
      what: 'one mutation ten times in a batch, which counts ten',
      at: { 'tRPC over HTTP': raw('ten sign-ins in one batch count as ten') },
    },
    {
      what: 'a body of 300 MB',
      at: {
        'tRPC over HTTP': raw('a body said to be 300 MB'),
        REST: raw('a REST body said to be 300 MB'),
        WebSocket: frames('a frame that says it is four gigabytes'),
      },
    },
    {
      what: 'a chunked body that never ends',
      at: {
        'tRPC over HTTP': raw('a body that never ends'),
        REST: raw('a body that never ends'),
        WebSocket: [`${api}/socket/socket.pg.test.ts`, 'a socket that begins a message and never ends it'],
      },
    },
    {
      what: '200,000 levels of JSON',
      at: {
        'tRPC over HTTP': raw('200,000 levels of JSON'),
        REST: raw('200,000 levels of JSON over REST'),
        WebSocket: frames('the message %# does no harm'),
      },
    },
    {
      what: 'JSON that is cut short',
      at: { 'tRPC over HTTP': http, REST: noObject, WebSocket: frames('the message %# does no harm') },
    },
    { what: 'null, [] and 1 for an object', at: { ...everywhere, REST: noObject } },
    {
      what: '__proto__ and constructor',
      at: { ...everywhere, pages: pages('gets a plain no from the pages') },
    },
    { what: 'wrong types', at: everywhere },
    {
      what: 'text/plain, forms, octet streams, application/jsonfoo',
      at: {
        'tRPC over HTTP': [`${api}/doors.test.ts`, 'only JSON is taken'],
        REST: [`${api}/rest/door.test.ts`, 'a body that is no JSON'],
        pages: pages('gets a plain no from the pages'),
      },
    },
    { what: 'gzip', at: { 'tRPC over HTTP': raw("'gzip'"), REST: raw('gzip over REST') } },
    {
      what: 'an unknown procedure',
      at: {
        'tRPC over HTTP': raw('an unknown procedure'),
        REST: [`${api}/rest/door.test.ts`, 'a path that nobody has'],
        WebSocket: frames('the message %# does no harm'),
      },
    },
    {
      what: '%FF and %00 in the path',
      at: {
        'tRPC over HTTP': raw('%FF in the path'),
        REST: raw('%FF in a REST path'),
        pages: pages('gets a plain no from the pages'),
      },
    },
    {
      what: 'GET on a mutation, POST on a query',
      at: {
        'tRPC over HTTP': raw('nothing is changed by GET'),
        REST: [`${api}/rest/door.test.ts`, 'a method that it lacks'],
      },
    },
    { what: 'input twice', at: { 'tRPC over HTTP': raw('input twice') } },
    {
      what: 'fields that nobody asked for',
      at: { ...everywhere, rules: credentials('fields that nobody asked for') },
    },
  ],
  'Strings and numbers': [
    { what: 'NUL', at: everywhere },
    { what: 'lone surrogates', at: everywhere },
    {
      what: 'NFC and NFD of one name',
      at: {
        rules: ['packages/domain/src/account.test.ts', 'two spellings of a name have one key'],
        'tRPC over HTTP': http,
      },
    },
    {
      what: 'zero-width, right-to-left and look-alike names',
      at: { ...everywhere, rules: ['packages/domain/src/account.test.ts', 'nothing looks like another'] },
    },
    { what: 'only white space', at: everywhere },
    {
      what: 'a megabyte of text',
      at: {
        'tRPC over HTTP': [`${api}/doors.test.ts`, 'a body past the limit'],
        REST: [`${api}/rest/door.test.ts`, 'a body that is no JSON, too large'],
        WebSocket: frames('a frame past 64 KiB'),
      },
    },
    {
      what: 'sequences of emoji',
      at: {
        ...oddEverywhere,
        rules: ['packages/auth/src/passwords.test.ts', '64 emoji and a NUL inside work'],
      },
    },
    { what: '2³¹, 1.5, NaN, Infinity, past 2⁵³', at: everywhere },
    { what: 'negative limits, an offset of 1e18', at: everywhere },
    { what: 'the year 275760 and dates that are none', at: everywhere },
    { what: 'wildcards of LIKE', at: oddEverywhere },
    { what: 'braces around a UUID', at: everywhere },
    {
      what: 'e-mail with 300 characters, line breaks, quotes',
      at: {
        ...everywhere,
        rules: ['packages/domain/src/email.test.ts', 'whatever a mail program could read in two ways'],
      },
    },
    {
      what: 'video addresses: javascript:, data:, user:pw@, private',
      at: {
        ...everywhere,
        rules: ['packages/domain/src/video.test.ts', 'only public https addresses are links'],
      },
    },
    {
      what: '10,000 packages, a name of a megabyte',
      at: {
        ...everywhere,
        rules: [
          `${api}/submission/submission.pg.test.ts`,
          'is refused with links that lead elsewhere and with too much of anything',
        ],
      },
    },
    {
      what: 'passwords past 72 bytes and past a megabyte',
      at: { ...everywhere, rules: ['packages/auth/src/passwords.test.ts', 'a password counts whole'] },
    },
  ],
  'Cookies, tokens, codes': [
    {
      what: 'cookies missing, empty, doubled, of 20 KB',
      at: {
        'tRPC over HTTP': credentials('by a bad credential, over HTTP'),
        WebSocket: credentials('by a bad credential, over a WebSocket'),
        rules: ['packages/auth/src/cookie.test.ts', 'missing, empty, doubled, oversized'],
      },
    },
    {
      what: 'junk of the right and of a wrong length',
      at: {
        'tRPC over HTTP': raw('an expired and of a future session opens nothing'),
        WebSocket: credentials('over a WebSocket'),
        rules: ['packages/auth/src/refresh-token.test.ts', 'whatever we have not made is none of ours'],
      },
    },
    {
      what: 'the id of another account',
      at: {
        'tRPC over HTTP': raw('the cookie of another account'),
        WebSocket: credentials('over a WebSocket'),
      },
    },
    {
      what: 'a session that is revoked, expired, not yet there',
      at: {
        'tRPC over HTTP': raw('an expired and of a future session opens nothing'),
        WebSocket: frames('a message after its session has ended'),
        pages: ['apps/e2e/tests/device.spec.ts', 'a put-out device is refused by every page'],
      },
    },
    {
      what: 'alg none; HS256, RS256 and EdDSA for ES256',
      at: {
        'tRPC over HTTP': credentials('forged, stripped, confused and foreign tokens'),
        rules: ['packages/auth/src/access-token.test.ts', 'junk, other algorithms and keys of others'],
      },
    },
    {
      what: 'a key id that is unknown or a path',
      at: {
        rules: ['packages/auth/src/access-token.test.ts', 'anything else about a token of our own key'],
        'tRPC over HTTP': credentials('forged, stripped, confused'),
      },
    },
    {
      what: 'an expiry as text, or none',
      at: { rules: ['packages/auth/src/access-token.test.ts', 'anything else about a token of our own key'] },
    },
    {
      what: 'another audience or issuer',
      at: { rules: ['packages/auth/src/access-token.test.ts', 'anything else about a token of our own key'] },
    },
    {
      what: 'a token of 64 KB',
      at: {
        'tRPC over HTTP': raw('a bearer of 64 KB'),
        rules: ['packages/auth/src/access-token.test.ts', '2 KB is the most'],
      },
    },
    {
      what: 'a refresh token used twice',
      at: {
        'tRPC over HTTP': refresh('an old refresh token is not the new one'),
        pages: ['apps/e2e/tests/device.spec.ts', 'a refresh token that is used again'],
      },
    },
    {
      what: 'a refresh token as access token and back',
      at: {
        'tRPC over HTTP': credentials('by a bad credential, over HTTP'),
        WebSocket: credentials('over a WebSocket'),
      },
    },
    {
      what: 'five wrong codes, then the right one',
      at: {
        'tRPC over HTTP': code('after five wrong tries'),
        REST: [`${api}/rest/flows.pg.test.ts`, 'a device session is begun by e-mail'],
      },
    },
    {
      what: 'a code just after its five minutes',
      at: { 'tRPC over HTTP': code('a code works at 299 seconds and not at 301') },
    },
    {
      what: 'codes in full width, with spaces, of seven digits',
      at: {
        'tRPC over HTTP': code('full-width digits, spaces, seven digits'),
        rules: ['packages/domain/src/one-time-code.test.ts', 'only six digits of ASCII'],
      },
    },
    { what: 'fifty guesses at once', at: { 'tRPC over HTTP': code('of 50 guesses at once five count') } },
    {
      what: 'the code of another session',
      at: { 'tRPC over HTTP': code('a code confirms only the session it was sent for') },
    },
    {
      what: 'a vendor_uuid of another type, empty, of 10 KB',
      at: {
        ...everywhere,
        rules: ['packages/domain/src/device.test.ts', 'a vendor_uuid is a UUID of version 4'],
      },
    },
  ],
  'Headers and addresses': [
    {
      what: 'hops that were made up',
      at: { 'tRPC over HTTP': [`${api}/account/guessing.pg.test.ts`, 'forged hops do not count'] },
    },
    {
      what: 'a foreign Host',
      at: {
        'tRPC over HTTP': [`${api}/account/reset.pg.test.ts`, 'the link leads to the configured origin'],
        pages: pages('another Host changes no link'),
      },
    },
    {
      what: 'an origin that is null, foreign, a subdomain',
      at: {
        'tRPC over HTTP': raw('a foreign origin'),
        REST: raw('a foreign origin over REST'),
        WebSocket: frames('a page of another origin cannot open a socket'),
      },
    },
    {
      what: 'an address of 17 KB',
      at: { 'tRPC over HTTP': raw('an address of 17 KB'), pages: pages('gets a plain no from the pages') },
    },
    {
      what: 'dots that climb, encoded slashes',
      at: {
        'tRPC over HTTP': raw('dots that climb'),
        REST: raw('dots that climb in REST'),
        pages: pages('gets a plain no from the pages'),
      },
    },
    {
      what: 'ways back to //evil, /\\evil, %5c',
      at: {
        rules: ['apps/web/src/account/safe-next.test.ts', 'no address leads away from here'],
        pages: ['apps/e2e/tests/account.spec.ts', 'an address bar that was tampered with'],
      },
    },
    {
      what: 'TRACE',
      at: {
        'tRPC over HTTP': raw("'TRACE'"),
        REST: raw('TRACE over REST'),
        pages: pages('gets a plain no from the pages'),
      },
    },
    {
      what: 'Next-Action',
      at: { 'tRPC over HTTP': raw('a Next-Action'), pages: pages('gets a plain no from the pages') },
    },
    {
      what: 'x-middleware-subrequest',
      at: {
        'tRPC over HTTP': raw('a header that skips middlewares elsewhere'),
        pages: pages('pages of an account are shown to no stranger'),
      },
    },
    {
      what: 'line breaks in what is echoed',
      at: {
        'tRPC over HTTP': raw('a line feed in a header'),
        pages: pages('a line break that was sent comes back in no header'),
      },
    },
    {
      what: 'a user agent of 10 KB with control characters',
      at: { 'tRPC over HTTP': raw('a user agent of 10 KB') },
    },
    {
      what: 'an idempotency key with another body',
      at: {
        'tRPC over HTTP': [`${api}/message/message.pg.test.ts`, 'the same key with other words is refused'],
        rules: [`${api}/run/act.pg.test.ts`, 'and a key that was used for something else is refused'],
      },
    },
    {
      what: 'answers of an account in a cache',
      at: {
        'tRPC over HTTP': raw('what somebody signed in is answered is kept by no cache'),
        REST: raw('what somebody signed in is answered is kept by no cache'),
      },
    },
  ],
  Sockets: [
    {
      what: 'no cookie, a foreign origin at the upgrade',
      at: { WebSocket: frames('a page of another origin cannot open a socket') },
    },
    { what: 'a frame past 64 KiB', at: { WebSocket: frames('a frame past 64 KiB') } },
    { what: 'no UTF-8, no mask, reserved bits', at: { WebSocket: frames('an unmasked frame') } },
    {
      what: 'a fragment that never ends',
      at: {
        WebSocket: [`${api}/socket/socket.pg.test.ts`, 'a socket that begins a message and never ends it'],
      },
    },
    {
      what: 'no JSON, an unknown type, a room without right',
      at: { WebSocket: frames('the message %# does no harm') },
    },
    {
      what: '1,000 messages, 1,000 subscriptions, 500 sockets',
      at: { WebSocket: frames('five hundred sockets of one address') },
    },
    {
      what: 'a subscription that is stopped before it has begun, which would run on uncounted',
      at: { WebSocket: subscriptions('what is stopped as soon as it was asked for') },
    },
    {
      what: 'one id for two requests, which would make room for more subscriptions',
      at: { WebSocket: subscriptions('an id that is in use is refused') },
    },
    {
      what: 'forty megabytes asked for and not read',
      at: { WebSocket: unread('who asks for much and reads none of it') },
    },
    {
      what: 'a socket that does not answer a goodbye',
      at: { WebSocket: unread('a process that leaves does not wait') },
    },
    {
      what: '1,000 answers that nobody asked for',
      at: { WebSocket: unread('answers that nobody asked for') },
    },
    {
      what: 'somebody who does not read',
      at: { WebSocket: [`${api}/socket/socket.pg.test.ts`, 'who does not read holds up nobody'] },
    },
    {
      what: 'a message after revocation',
      at: { WebSocket: frames('a message after its session has ended') },
    },
    {
      what: 'a last id that is junk, negative, of another room',
      at: { WebSocket: [`${api}/socket/socket.pg.test.ts`, 'the last id of another, longer room'] },
    },
  ],
  'Commands and settings': [
    {
      what: 'settings missing, empty, in quotes',
      at: { 'commands and settings': words('a setting that is %s is told by its name') },
    },
    {
      what: 'words for ports, other databases, short secrets, negative limits, all told at once',
      at: {
        'commands and settings': words('all that is wrong is told at once'),
        rules: started('all wrong settings are told at once'),
      },
    },
    {
      what: 'unknown flags, no terminal, a reader that has gone, Ctrl-C in a migration',
      at: { 'commands and settings': words('Ctrl-C in a migration leaves nothing half done') },
    },
  ],
  'Found by attacking it': [
    {
      what: 'what is no address, in a request and in an upgrade',
      at: {
        'tRPC over HTTP': targets,
        WebSocket: targets,
        REST: targets,
        pages: pages('gets a plain no from the pages'),
      },
    },
    {
      what: 'odd values in what is really there',
      at: { 'tRPC over HTTP': real, WebSocket: real },
    },
    {
      what: 'the same thing eight times at once',
      at: { 'tRPC over HTTP': atOnce('may be asked eight times at once') },
    },
    {
      what: 'one name or address taken by eight people at once',
      at: { 'tRPC over HTTP': atOnce('of eight people who take one name at once') },
    },
    {
      what: 'names of several lines, with controls, turned around',
      at: { 'tRPC over HTTP': [`${api}/names.pg.test.ts`, 'is refused wherever somebody gives one'] },
    },
    {
      what: 'a mailed link after the password or the address has changed',
      at: {
        'tRPC over HTTP': [`${api}/account/links.pg.test.ts`, 'dies when the owner resets the password'],
      },
    },
    {
      what: 'a public room of a private one’s title',
      at: { 'tRPC over HTTP': [`${api}/room/room.pg.test.ts`, 'nobody learns of a private room'] },
    },
    {
      what: 'proxies that write ports, zones or no address',
      at: { 'tRPC over HTTP': [`${api}/visitor.pg.test.ts`, 'is let in, and is noted as coming from'] },
    },
    {
      what: 'subscriptions over HTTP, which would outlive their session',
      at: {
        'tRPC over HTTP': [`${api}/hostile/event-stream.test.ts`, 'no subscription is served over HTTP'],
      },
    },
    {
      what: 'a connection that says nothing, or a byte at a time',
      at: {
        pages: [
          'apps/web/src/server/http-server.test.ts',
          'is closed in time, however often it sends a byte',
        ],
      },
    },
  ],
}
