import koffi from 'koffi'
import { Channel } from './channel.ts'
import { ask, loadLibrary, trackCurrentAndChanges } from './library.ts'

koffi.struct('QuorateQuorumRing', { nodeid: 'uint32_t', seq: 'uint64_t' })
const Told = koffi.proto('void QuorateQuorumTold(uint64_t handle, uint32_t quorate, QuorateQuorumRing ring, uint32_t count, void *members)')
koffi.struct('QuorateQuorumModel', { model: 'int', quorum: koffi.pointer(Told), nodes: 'void *' })

const library = loadLibrary('libquorum.so.5', 'libquorum5')
const calls = {
  initialize: library.func(
    'int quorum_model_initialize(_Out_ uint64_t *handle, int model, QuorateQuorumModel *data, _Out_ uint32_t *type, void *context)',
  ),
  finalize: library.func('int quorum_finalize(uint64_t handle)'),
  fdGet: library.func('int quorum_fd_get(uint64_t handle, _Out_ int *fd)'),
  dispatch: library.func('int quorum_dispatch(uint64_t handle, int flags)'),
  trackStart: library.func('int quorum_trackstart(uint64_t handle, unsigned int flags)'),
}
const modelV1 = 1

export interface QuorumEvent {
  readonly quorate: boolean
  readonly members: readonly number[]
}

/** The connection to the quorum service: whether the ring is quorate, and who is in it. */
export async function openQuorum(): Promise<Channel<QuorumEvent>> {
  const events: QuorumEvent[] = []
  const told = koffi.register(
    (_handle: unknown, quorate: number, _ring: unknown, count: number, members: unknown) =>
      void events.push({
        quorate: quorate === 1,
        members: count ? [...(koffi.decode(members, 'uint32_t', count) as Iterable<number>)] : [],
      }),
    koffi.pointer(Told),
  )
  const handle = [0n]
  try {
    await ask(calls.initialize, handle, modelV1, { model: modelV1, quorum: told, nodes: null }, [0], null)
  } catch (error) {
    koffi.unregister(told)
    throw error
  }
  const channel = new Channel(BigInt(handle[0] ?? 0n), calls, events, [told])
  try {
    await ask(calls.trackStart, channel.handle, trackCurrentAndChanges)
    return channel
  } catch (error) {
    channel.close()
    throw error
  }
}
