import { ApiFailure } from '../../api/api-failure.ts'
import { session } from '../../api/session.ts'

export interface FileToSend {
  readonly node: string
  readonly storage: string
  readonly content: string
  readonly file: File
  readonly name: string
  readonly checksum?: { readonly algorithm: string; readonly value: string } | undefined
}

export interface SendOptions {
  readonly signal: AbortSignal
  readonly onProgress: (done: number) => void
}

function formOf({ content, file, name, checksum }: FileToSend): FormData {
  const form = new FormData()
  form.append('content', content)
  if (checksum) {
    form.append('checksum-algorithm', checksum.algorithm)
    form.append('checksum', checksum.value)
  }
  // The file comes last: whoever reads it knows everything else by then.
  form.append('filename', file, name)
  return form
}

interface Answer {
  readonly data?: string
  readonly message?: string
  readonly errors?: Readonly<Record<string, string>>
}

function answerOf(text: string): Answer {
  try {
    return JSON.parse(text) as Answer
  } catch {
    return {}
  }
}

/** Only XMLHttpRequest tells how much of a file was sent. */
function sendOnce(sent: FileToSend, { signal, onProgress }: SendOptions): Promise<string> {
  const path = `/nodes/${encodeURIComponent(sent.node)}/storage/${encodeURIComponent(sent.storage)}/upload`
  const call = `POST ${path}`
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const request = new XMLHttpRequest()
  request.open('POST', `/api2/json${path}`)
  const { csrfToken } = session.get()
  if (csrfToken) request.setRequestHeader('CSRFPreventionToken', csrfToken)
  request.upload.addEventListener('progress', event => onProgress(Math.min(event.loaded, sent.file.size)))
  request.addEventListener('error', () => reject(new ApiFailure('the server does not answer', { status: 0, call })))
  request.addEventListener('abort', () => reject(signal.reason as Error))
  request.addEventListener('load', () => {
    const { status, statusText, responseText } = request
    const { data, message, errors } = answerOf(responseText)
    if (status >= 200 && status < 300 && data !== undefined) return resolve(data)
    return reject(new ApiFailure(message?.trim() || statusText || `the server answered ${status}`, { status, call, errors }))
  })
  signal.addEventListener('abort', () => request.abort(), { once: true })
  request.send(formOf(sent))
  return promise
}

/** Sends a file to a storage; the UPID of the task that puts it in its place. A session that ended is renewed first. */
export async function sendFile(sent: FileToSend, options: SendOptions): Promise<string> {
  try {
    return await sendOnce(sent, options)
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 401 || options.signal.aborted) throw error
    await session.loginAgain()
    return await sendOnce(sent, options)
  }
}
