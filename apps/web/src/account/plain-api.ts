import { createPlainClient } from '@shiplap/client/plain-client'

/** The api for pages that must be small: a call is a request, without a cache. */
export const plainApi = () => createPlainClient({ origin: location.origin })
