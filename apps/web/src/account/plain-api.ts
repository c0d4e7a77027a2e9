/** The api for pages that must be small: a call is a request, without a cache. Loaded with the first call. */
export async function plainApi() {
  const { createPlainClient } = await import('@shiplap/client/plain-client')
  return createPlainClient({ origin: location.origin })
}
