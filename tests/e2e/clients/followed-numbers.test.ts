/** The event stream as the web interface follows it: the numbers of what it shows, and going on after a change of that. */
import assert from 'node:assert/strict'
import { get } from 'node:https'
import { after, before, test } from 'node:test'
import { Product } from '../../product.ts'
import { send } from './raw-http.ts'

const product = new Product()
const numbers = 'metrics=node/pve,storage/pve/local,100'

before(async () => {
  await product.start()
  await product.login()
})
after(() => product.destroy())

interface Frame {
  readonly id: string
  readonly type: string
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any
}

/** Reads frames until `enough` says so. */
function follow(query: string, enough: (frames: readonly Frame[]) => boolean): Promise<Frame[]> {
  return new Promise((resolve, reject) => {
    const frames: Frame[] = []
    const headers = { cookie: product.cookie }
    const following = get(
      `${product.url}/api2/json/cluster/events?${query}`,
      { headers, rejectUnauthorized: false, agent: false },
      response => {
        let rest = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const parts = (rest + chunk).split('\n\n')
          rest = parts.pop() ?? ''
          for (const part of parts) {
            const [, id = '', type = '', data = ''] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(part) ?? []
            if (type) frames.push({ id, type, data: JSON.parse(data) })
          }
          if (!enough(frames)) return
          following.destroy()
          resolve(frames)
        })
      },
    )
    following.on('error', reject)
    following.setTimeout(60_000, () => following.destroy(new Error(`no event for a minute after ${JSON.stringify(frames)}`)))
  })
}

test('the numbers of node and storage come in one event, and a stream that is taken up again begins with what was missed', async () => {
  const first = await follow(numbers, frames => frames.some(({ type, data }) => type === 'metrics' && data.rows[0]?.length === 4))
  assert.equal(first[0]?.type, 'reset')
  const { data, id } = first.find(({ type, data: { rows } }) => type === 'metrics' && rows[0]?.length === 4) ?? assert.fail()
  assert.equal(data.rows[0][0], 'node/pve')
  assert.ok(data.rows[0][2] > 0, 'memory in use')
  assert.ok(data.time > 1_700_000_000)
  await product.ok('POST', '/pools', { poolid: 'meanwhile' })
  const second = await follow(`metrics=&since=${id}`, frames => frames.some(frame => frame.type === 'config'))
  assert.deepEqual(
    [...new Set(second.map(frame => frame.type))].filter(type => type === 'reset' || type === 'metrics'),
    [],
  )
  assert.equal(second.find(frame => frame.type === 'config')?.data.id, 'user.cfg')
})

test('what has no numbers is refused as such', async () => {
  for (const query of ['metrics=x', 'metrics=100,', 'metrics=node/../x']) {
    const answer = await send(product, 'GET', `/api2/json/cluster/events?${query}`, { headers: { cookie: product.cookie } })
    assert.deepEqual([answer.status, Object.keys(answer.json.errors)], [400, ['metrics']])
  }
})
