import type { ByteStream, Download, ServerEvent } from '@quorate/contract'

/** What a call came to, before any wire format. A failed call throws a Failure instead. */
export type Outcome =
  | { readonly kind: 'data'; readonly data: unknown; readonly beside?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'download'; readonly download: Download }
  | { readonly kind: 'websocket'; readonly stream: ByteStream }
  | { readonly kind: 'events'; readonly events: AsyncIterable<ServerEvent> }
