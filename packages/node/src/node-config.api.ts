import { digestOf, type ConfigStore } from '@quorate/cluster'
import { implement, type Implementation } from '@quorate/contract'
import { nodesConfig } from '@quorate/contract/nodes/config'
import { Failure } from '@quorate/schema'
import { editNodeConfig, nodeConfigView } from './machine/node-config.ts'

/** Options of one node, kept in `nodes/<node>/config`. */
export function nodeConfigApi({ store, node }: { store: ConfigStore; node: string }): Implementation[] {
  const path = `nodes/${node}/config`
  return implement(nodesConfig, {
    get(_call, { property }) {
      const text = store.read(path)?.text ?? ''
      return { ...nodeConfigView(text, property), digest: digestOf(text) }
    },
    async update(call, { digest, ...options }) {
      await store.update(path, { authid: call.caller.authid }, text => {
        if (digest !== undefined && digest !== digestOf(text ?? '')) {
          throw new Failure('detected modified configuration - file changed by other user? Try again.')
        }
        return editNodeConfig(text ?? '', options)
      })
      return null
    },
  })
}
