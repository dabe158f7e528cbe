import type { EncodedAnswer } from '../wire/write-answer.ts'

/** How the proxy asks the daemon's public socket for this protocol in place of HTTP. */
export const callsProtocol = 'quorate-calls'

/** Head of a frame from the proxy; the body is the request's. */
export type CallHead =
  | { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>> }
  /** The client of this call is gone. */
  | { readonly gone: true }

/** Head of the daemon's frame; the body is the answer's. */
export type AnswerHead =
  | Omit<EncodedAnswer, 'body'>
  /** The answer is a stream: ask again over HTTP. Nothing has happened yet. */
  | { readonly stream: true }
  /** Of no call: the daemon is ending. It answers what it has been asked; the next calls are for its successor. */
  | { readonly closing: true }
