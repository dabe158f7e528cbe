import koffi from 'koffi'
import { Channel } from './channel.ts'
import { ask, CorosyncError, loadLibrary, trackCurrentAndChanges } from './library.ts'

koffi.struct('QuorateVotesNode', { nodeid: 'uint32_t', state: 'uint32_t' })
koffi.struct('QuorateVotesRing', { nodeid: 'uint32_t', seq: 'uint64_t' })
const QuorumTold = koffi.proto('void QuorateVotesQuorum(uint64_t handle, uint64_t context, uint32_t quorate, uint32_t count, void *nodes)')
const ExpectedTold = koffi.proto('void QuorateVotesExpected(uint64_t handle, uint64_t context, uint32_t expected)')
koffi.struct('QuorateVotesCallbacks', {
  quorum: koffi.pointer(QuorumTold),
  expected: koffi.pointer(ExpectedTold),
  nodes: 'void *',
})
koffi.struct('QuorateVotesInfo', {
  nodeId: 'uint32_t',
  nodeState: 'uint32_t',
  nodeVotes: 'uint32_t',
  nodeExpectedVotes: 'uint32_t',
  highestExpected: 'uint32_t',
  totalVotes: 'uint32_t',
  quorum: 'uint32_t',
  flags: 'uint32_t',
  deviceVotes: 'uint32_t',
  deviceName: koffi.array('uint8_t', 255),
})

const library = loadLibrary('libvotequorum.so.8', 'libvotequorum8')
const calls = {
  initialize: library.func('int votequorum_initialize(_Out_ uint64_t *handle, QuorateVotesCallbacks *callbacks)'),
  finalize: library.func('int votequorum_finalize(uint64_t handle)'),
  fdGet: library.func('int votequorum_fd_get(uint64_t handle, _Out_ int *fd)'),
  dispatch: library.func('int votequorum_dispatch(uint64_t handle, int flags)'),
  trackStart: library.func('int votequorum_trackstart(uint64_t handle, uint64_t context, unsigned int flags)'),
  getInfo: library.func('int votequorum_getinfo(uint64_t handle, unsigned int nodeid, _Out_ QuorateVotesInfo *info)'),
}

export const flags = { twoNode: 1, autoTieBreaker: 16, deviceRegistered: 64, deviceAlive: 128, deviceCastsVote: 256 }
const doesNotExist = 12

export interface VotesInfo {
  readonly nodeVotes: number
  readonly highestExpected: number
  readonly flags: number
  readonly deviceVotes: number
}

/** Something about votes may have changed: these nodes are known. */
export type VotesEvent = { readonly nodeIds?: number[] }

/** The connection to votequorum: who has how many votes. */
export class Votes {
  readonly channel: Channel<VotesEvent>

  private constructor(channel: Channel<VotesEvent>) {
    this.channel = channel
  }

  static async open(): Promise<Votes> {
    const events: VotesEvent[] = []
    const quorum = koffi.register(
      (_handle: unknown, _context: unknown, _quorate: number, count: number, nodes: unknown) =>
        void events.push({
          nodeIds: count ? (koffi.decode(nodes, 'QuorateVotesNode', count) as { nodeid: number }[]).map(({ nodeid }) => nodeid) : [],
        }),
      koffi.pointer(QuorumTold),
    )
    const expected = koffi.register(() => void events.push({}), koffi.pointer(ExpectedTold))
    const handle = [0n]
    try {
      await ask(calls.initialize, handle, { quorum, expected, nodes: null })
    } catch (error) {
      koffi.unregister(quorum)
      koffi.unregister(expected)
      throw error
    }
    const channel = new Channel(BigInt(handle[0] ?? 0n), calls, events, [quorum, expected])
    try {
      await ask(calls.trackStart, channel.handle, 0, trackCurrentAndChanges)
      return new Votes(channel)
    } catch (error) {
      channel.close()
      throw error
    }
  }

  /** undefined: corosync has not seen that node yet */
  async of(nodeId: number): Promise<VotesInfo | undefined> {
    const info = {} as VotesInfo
    try {
      await ask(calls.getInfo, this.channel.handle, nodeId, info)
      return info
    } catch (error) {
      if (error instanceof CorosyncError && error.result === doesNotExist) return undefined
      throw error
    }
  }
}
