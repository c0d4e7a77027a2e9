import type { Kind } from './kind.ts'

/** The payload of a job in the shape of this release; throws where it has none. */
export function readPayload(
  job: { readonly version: number; readonly payload: unknown },
  kind: Kind,
): unknown {
  let payload = job.payload
  for (let version = job.version; version < kind.version; version++)
    payload = kind.upgrade[version]?.(payload) ?? payload
  return kind.payload.parse(payload)
}
