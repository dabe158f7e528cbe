// A member of a group in a process of its own, for tests: tells what it hears and obeys, one JSON value a line.
import { createHash, randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { CorosyncTransport } from '../corosync-transport.ts'
import type { MemberOrder, MemberReport } from './member.ts'

const tell = (report: MemberReport) => process.stdout.write(`${JSON.stringify(report)}\n`)
const nodesOf = (members: readonly { nodeId: number }[]) => members.map(({ nodeId }) => nodeId).toSorted((a, b) => a - b)
const textOf = (bytes: Buffer) =>
  bytes.length < 100 ? bytes.toString() : `${bytes.length} ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`

const transport = new CorosyncTransport('quorate-test', {
  members: (members, joined, left) => tell({ members: nodesOf(members), joined: nodesOf(joined), left: nodesOf(left) }),
  message: (from, bytes) => tell({ message: textOf(bytes), from: from.nodeId }),
  quorum: ({ votesOf, ...state }) => tell({ quorum: { ...state, votesOf: [...votesOf] } }),
  lost: reason => tell({ lost: reason }),
})
transport.start()

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as MemberOrder
  if (order.send) for (const text of order.send) transport.send(Buffer.from(text))
  if (order.random) transport.send(randomBytes(order.random))
  tell({ obeyed: true })
}
transport.close()
