import { request } from 'node:https'
import type { Product } from '../product.ts'

export interface ChangeEvent {
  readonly type: string
  readonly id: string
  // The value's shape depends on the type; every caller knows which one it follows.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly value: any
}

export interface EventStream extends Disposable {
  /** The next event that fits and comes after this call. */
  next(fits: (event: ChangeEvent) => boolean): Promise<ChangeEvent>
}

/** Follows the product's changes as the web interface does. */
export async function followEvents(product: Product): Promise<EventStream> {
  const waiting = new Set<(event: ChangeEvent) => void>()
  const outgoing = request(`${product.url}/api2/json/cluster/events`, { rejectUnauthorized: false, headers: { cookie: product.cookie } })
  const begun = Promise.withResolvers<void>()
  outgoing.on('error', begun.reject)
  outgoing.on('response', response => {
    let rest = ''
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const frames = (rest + chunk).split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) {
        const type = /^event: (.*)$/m.exec(frame)?.[1]
        const data = /^data: (.*)$/m.exec(frame)?.[1]
        if (type === 'reset') begun.resolve()
        if (type === undefined || data === undefined) continue
        const { id, value } = JSON.parse(data)
        for (const tell of waiting) tell({ type, id, value })
      }
    })
  })
  outgoing.end()
  await begun.promise
  return {
    next: fits =>
      new Promise(resolve => {
        const tell = (event: ChangeEvent) => {
          if (!fits(event)) return
          waiting.delete(tell)
          resolve(event)
        }
        waiting.add(tell)
      }),
    [Symbol.dispose]: () => outgoing.destroy(),
  }
}
