import type { IncomingMessage } from 'node:http'
import type { HttpMethod } from '@quorate/contract'
import { Failure } from '@quorate/schema/failure'
import type { Connection, StreamEvent } from './connection.ts'
import { answerOf, queryOf, send } from './socket-request.ts'

/** Talks to the daemon on its socket for root. */
export function connectSocket(socketPath: string, node: string): Connection {
  return {
    node,
    async call(method: HttpMethod, path, parameters) {
      const inQuery = method === 'GET' || method === 'DELETE'
      const query = inQuery ? queryOf(parameters) : ''
      const body = inQuery ? undefined : JSON.stringify(parameters)
      return await answerOf(await send(socketPath, method, `/api2/json${path}${query}`, body), `${method} ${path}`)
    },
    async download(path, parameters) {
      const { download } = await import('./socket-transfers.ts')
      return await download(socketPath, `/api2/json${path}${queryOf(parameters)}`)
    },
    async upload(path, parameters, file) {
      const { upload } = await import('./socket-transfers.ts')
      return await upload(socketPath, `/api2/json${path}`, parameters, file)
    },
    async *events(types, signal) {
      try {
        yield* readEvents(await send(socketPath, 'GET', `/api2/json/cluster/events?types=${types.join(',')}`, undefined, signal))
      } catch (error) {
        if (!signal.aborted) throw error instanceof Failure ? error : new Failure('the event stream broke off', { cause: error })
      }
    },
    async open(path, parameters) {
      const { openChannel } = await import('./open-channel.ts')
      return await openChannel(socketPath, `/api2/json${path}${queryOf(parameters)}`)
    },
  }
}

async function* readEvents(response: IncomingMessage): AsyncGenerator<StreamEvent> {
  if (response.statusCode !== 200) throw new Failure(`the event stream is not available (status ${response.statusCode})`)
  let rest = ''
  for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
    const frames = (rest + chunk).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const field = (name: string) =>
        frame
          .split('\n')
          .find(line => line.startsWith(`${name}: `))
          ?.slice(name.length + 2)
      const data = field('data')
      if (data !== undefined) yield { type: field('event') ?? '', data: JSON.parse(data) as unknown }
    }
  }
}
