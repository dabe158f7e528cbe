// catch-up-writes.ts write NODE FROM TO EACH: writes files through the store, so many in each commit, and tells the last
// revision. wait NODE REVISION: tells when the node's database had it.
import { setTimeout as sleep } from 'node:timers/promises'
import { connectStore } from '@quorate/cluster/connect'
import { openOffline } from '@quorate/cluster/offline'
import { rootAt } from '@quorate/host'

const [what, node = '', ...rest] = process.argv.slice(2)
const [first = 0, to = 0, each = 1] = rest.map(Number)
const root = rootAt('/', node)

if (what === 'write') {
  const store = await connectStore(root, { hub: false })
  let revision = 0
  for (let from = first; from < to; from += each) {
    const changes = Array.from({ length: Math.min(each, to - from) }, (_, at) => ({
      op: 'write' as const,
      path: `lab/file-${from + at}`,
      text: `${process.pid} ${'x'.repeat(900)}`,
    }))
    revision = await store.commit(changes, { authid: 'root@pam' })
  }
  console.log(revision)
  await store.close()
} else {
  using reader = openOffline(root)
  while (reader.revision() < first) await sleep(2)
  console.log(performance.timeOrigin + performance.now())
}
