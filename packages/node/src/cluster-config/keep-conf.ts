import type { ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { failureText } from '@quorate/schema'
import { catchUpConf } from './catch-up-conf.ts'
import { corosyncView } from './corosync-view.ts'
import { keepDevice } from './qdevice/keep-device.ts'
import { confPath } from './places.ts'
import { isMember } from './member-marker.ts'
import { takeConf } from './take-conf.ts'

/** Also when nothing changed: corosync may have been started anew meanwhile. */
const lookAgainMs = 10_000

/**
 * Keeps this node's corosync and its quorum device as corosync.conf of the tree says: looks at every change of it, and
 * every few seconds. A reconciler: what it finds does not matter, and it may be ended at any moment.
 */
export function keepClusterConf(parts: {
  readonly host: Pick<Host, 'exec' | 'files' | 'root'>
  readonly store: Pick<ConfigStore, 'read' | 'watch'>
  readonly notice: (text: string) => void
  /** What the other nodes have as corosync.conf, as far as they answer. */
  readonly ofPeers: () => Promise<readonly string[]>
  /** Hears that corosync has another configuration. */
  readonly changed: () => void
}): AsyncDisposable {
  const { host, store, notice } = parts
  let said: string | undefined
  let working: Promise<void> | undefined
  let again = false
  /** The same sentence is not said every few seconds. */
  const say = (text: string | undefined) => {
    if (text !== undefined && text !== said) notice(text)
    said = text
  }
  const look = async () => {
    try {
      // Before corosync learns of its quorum device: the program that speaks to it is started then.
      const member = await isMember(host)
      if (member) await keepDevice(parts)
      const taken = await takeConf(parts)
      const apart = member && (await corosyncView(host))?.quorate !== true
      say((apart ? await catchUpConf(parts) : undefined) ?? taken)
    } catch (error) {
      say(failureText(error))
    }
  }
  const poke = () => {
    if (working) {
      again = true
      return
    }
    working = look().finally(() => {
      working = undefined
      if (!again) return
      again = false
      poke()
    })
  }
  const watch = store.watch(confPath, poke)
  const timer = setInterval(poke, lookAgainMs)
  poke()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      watch[Symbol.dispose]()
      again = false
      await working
    },
  }
}
