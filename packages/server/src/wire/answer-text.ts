import type { SessionCookie } from '@quorate/contract'
import { failureText, type Failure } from '@quorate/schema/failure'
import { reasonPhrase } from './reason-phrase.ts'
import { sessionCookie } from './session-cookie.ts'
import { toJson } from './to-json.ts'
import { viewerFile } from './viewer-file.ts'

/** `json`: the status is HTTP's. `extjs`: HTTP says 200 and the body tells. `spiceconfig`: a success is a `.vv` file. */
export type WireFormat = 'json' | 'extjs' | 'spiceconfig'

export interface AnswerText {
  readonly status: number
  readonly reason: string
  readonly body: string
  /** The body is a `.vv` file. */
  readonly viewer?: true
  /** Value of the header Set-Cookie. */
  readonly cookie?: string
}

export const jsonType = 'application/json;charset=UTF-8'
export const viewerType = 'application/x-virt-viewer;charset=UTF-8'

function besideText(beside: Readonly<Record<string, unknown>> | undefined): string {
  if (!beside) return ''
  const text = toJson(beside).slice(1, -1)
  return text && `,${text}`
}

export interface Success {
  readonly data: unknown
  readonly beside?: Readonly<Record<string, unknown>>
  readonly cookie?: SessionCookie
}

export function successAnswer(format: WireFormat, { data, beside, cookie }: Success): AnswerText {
  const ok = { status: 200, reason: 'OK', ...(cookie && { cookie: sessionCookie(cookie) }) }
  if (format === 'spiceconfig') return { ...ok, body: viewerFile(data as Record<string, unknown>), viewer: true }
  const body = `"data":${toJson(data)}${besideText(beside)}}`
  return { ...ok, body: format === 'json' ? `{${body}` : `{"success":1,${body}` }
}

export function failureAnswer(format: WireFormat, failure: Failure): AnswerText {
  const { status, errors } = failure
  const message = failureText(failure)
  if (format === 'extjs') return { status: 200, reason: 'OK', body: toJson({ success: 0, status, message, errors, data: null }) }
  const body = status === 401 ? { data: null } : { data: null, errors, message }
  return { status, reason: reasonPhrase(status, message), body: toJson(body) }
}
