import koffi from 'koffi'
import { Channel } from './channel.ts'
import { ask, loadLibrary, memcpy } from './library.ts'
import type { LeftMember, Member } from './transport-events.ts'

const nameBytes = 128
koffi.struct('QuorateCpgName', { length: 'uint32_t', value: koffi.array('uint8_t', nameBytes) })
const CpgAddress = koffi.struct('QuorateCpgAddress', { nodeid: 'uint32_t', pid: 'uint32_t', reason: 'uint32_t' })
koffi.struct('QuorateIoVec', { base: 'const void *', length: 'size_t' })
const Deliver = koffi.proto(
  'void QuorateDeliver(uint64_t handle, void *group, uint32_t nodeid, uint32_t pid, void *message, size_t length)',
)
const Changed = koffi.proto(
  'void QuorateChanged(uint64_t handle, void *group, void *members, size_t memberCount, void *left, size_t leftCount, void *joined, size_t joinedCount)',
)
koffi.struct('QuorateCpgModel', {
  model: 'int',
  deliver: koffi.pointer(Deliver),
  changed: koffi.pointer(Changed),
  totem: 'void *',
  flags: 'uint32_t',
})

const library = loadLibrary('libcpg.so.4', 'libcpg4')
const calls = {
  initialize: library.func('int cpg_model_initialize(_Out_ uint64_t *handle, int model, QuorateCpgModel *data, void *context)'),
  finalize: library.func('int cpg_finalize(uint64_t handle)'),
  fdGet: library.func('int cpg_fd_get(uint64_t handle, _Out_ int *fd)'),
  dispatch: library.func('int cpg_dispatch(uint64_t handle, int flags)'),
  localGet: library.func('int cpg_local_get(uint64_t handle, _Out_ uint32_t *nodeid)'),
  join: library.func('int cpg_join(uint64_t handle, QuorateCpgName *group)'),
  multicast: library.func('int cpg_mcast_joined(uint64_t handle, int guarantee, QuorateIoVec *parts, uint32_t count)'),
}
const modelV1 = 1
const agreed = 2
/** Why a member left. */
const nodeDown = 3

/** What a group tells, in one order for all of its members. */
export type CpgEvent =
  | { readonly type: 'members'; readonly members: Member[]; readonly joined: Member[]; readonly left: LeftMember[] }
  | { readonly type: 'packet'; readonly from: Member; readonly bytes: Buffer }

type Address = { nodeid: number; pid: number; reason: number }

function addressesAt(pointer: unknown, count: number | bigint): Address[] {
  return Number(count) ? (koffi.decode(pointer, CpgAddress, Number(count)) as Address[]) : []
}

function membersAt(pointer: unknown, count: number | bigint): Member[] {
  return addressesAt(pointer, count).map(({ nodeid, pid }) => ({ nodeId: nodeid, pid }))
}

function leftAt(pointer: unknown, count: number | bigint): LeftMember[] {
  return addressesAt(pointer, count).map(({ nodeid, pid, reason }) => ({ nodeId: nodeid, pid, down: reason === nodeDown }))
}

/** The memory is corosync's: it is copied before it goes. */
function copyOf(pointer: unknown, length: number | bigint): Buffer {
  const copy = Buffer.allocUnsafe(Number(length))
  memcpy(copy, pointer, length)
  return copy
}

/** This process's membership in one closed process group. */
export class Cpg {
  readonly channel: Channel<CpgEvent>
  readonly nodeId: number

  private constructor(channel: Channel<CpgEvent>, nodeId: number) {
    this.channel = channel
    this.nodeId = nodeId
  }

  /** Joins the group. Fails with a CorosyncError where corosync does not run. */
  static async open(group: string): Promise<Cpg> {
    const events: CpgEvent[] = []
    const deliver = koffi.register(
      (_handle: unknown, _group: unknown, nodeId: number, pid: number, message: unknown, length: number | bigint) =>
        void events.push({ type: 'packet', from: { nodeId, pid }, bytes: copyOf(message, length) }),
      koffi.pointer(Deliver),
    )
    const changed = koffi.register(
      (_handle: unknown, _group: unknown, ...[members, memberCount, left, leftCount, joined, joinedCount]: ListArguments) =>
        void events.push({
          type: 'members',
          members: membersAt(members, memberCount),
          joined: membersAt(joined, joinedCount),
          left: leftAt(left, leftCount),
        }),
      koffi.pointer(Changed),
    )
    const handle = [0n]
    try {
      await ask(calls.initialize, handle, modelV1, { model: modelV1, deliver, changed, totem: null, flags: 0 }, null)
    } catch (error) {
      koffi.unregister(deliver)
      koffi.unregister(changed)
      throw error
    }
    const channel = new Channel(BigInt(handle[0] ?? 0n), calls, events, [deliver, changed])
    try {
      const nodeId = [0]
      await ask(calls.localGet, channel.handle, nodeId)
      const value = new Uint8Array(nameBytes)
      value.set(Buffer.from(group))
      await ask(calls.join, channel.handle, { length: Buffer.byteLength(group), value })
      return new Cpg(channel, nodeId[0] ?? 0)
    } catch (error) {
      channel.close()
      throw error
    }
  }

  /** The result: `ok`, `tryAgain`, or another one when corosync is gone. Goes into shared memory; does not wait. */
  multicast(packet: Buffer): number {
    return calls.multicast(this.channel.handle, agreed, [{ base: packet, length: packet.length }], 1)
  }
}

type ListArguments = [unknown, number | bigint, unknown, number | bigint, unknown, number | bigint]
