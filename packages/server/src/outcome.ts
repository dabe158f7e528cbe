import type { ByteStream, Download, EndpointSpec, ServerEvent, SessionCookie } from '@quorate/contract'
import { Reply } from '@quorate/contract'

/** What a call came to, before any wire format. A failed call throws a Failure instead. */
export type Outcome =
  | {
      readonly kind: 'data'
      readonly data: unknown
      readonly beside?: Readonly<Record<string, unknown>>
      readonly cookie?: SessionCookie
    }
  | { readonly kind: 'download'; readonly download: Download }
  | { readonly kind: 'websocket'; readonly stream: ByteStream }
  | { readonly kind: 'events'; readonly events: AsyncIterable<ServerEvent> }

function isDownload(answer: unknown): answer is Download {
  return typeof answer === 'object' && answer !== null && 'stream' in answer
}

/** Reads a handler's answer as its declaration says. */
export function outcomeOf({ transport }: Pick<EndpointSpec, 'transport'>, answer: unknown): Outcome {
  if (transport === 'websocket') return { kind: 'websocket', stream: answer as ByteStream }
  if (transport === 'events') return { kind: 'events', events: answer as AsyncIterable<ServerEvent> }
  if (transport === 'download' && isDownload(answer)) return { kind: 'download', download: answer }
  if (answer instanceof Reply) {
    const { data, beside, cookie } = answer
    return { kind: 'data', data, beside, ...(cookie && { cookie }) }
  }
  return { kind: 'data', data: answer }
}
