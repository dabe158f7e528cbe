import { digestOf } from '@quorate/cluster'
import { implement, type Call, type Implementation } from '@quorate/contract'
import { lxcConfig } from '@quorate/contract/lxc/config'
import {
  authorOf,
  checkContradictions,
  checkDigest,
  checkHookscript,
  checkLock,
  checkProtectedDisks,
  checkTags,
  configViewOf,
  pendingView,
  quietWork,
  readGuestConfig,
  type ConfigChange,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { lxcProperties } from '../lxc-schema.ts'
import { placeHere } from '../place-here.ts'
import { checkFeatures } from '../procedures/access/feature-access.ts'
import { checkPresentAccess, checkValueAccess } from '../procedures/access/value-access.ts'
import { checkFixed, checkTogether } from '../procedures/check-change.ts'
import { checkTimeZoneName } from '../procedures/check-time-zone.ts'
import { configTexts, keysToTakeBack } from '../procedures/request-texts.ts'
import { updateContainer } from '../procedures/update-container.ts'
import type { LxcServices } from '../services.ts'

const view = configViewOf(lxcProperties)

interface ChangeParameters {
  readonly vmid: number
  readonly delete?: string
  readonly revert?: string
  readonly digest?: string
  readonly [key: string]: unknown
}

/** Everything that can be refused about a change is refused here. */
async function changeOf(services: LxcServices, call: Call, parameters: ChangeParameters): Promise<ConfigChange> {
  const { vmid, digest } = parameters
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkDigest(text, digest)
  checkLock('CT', config)
  const set = configTexts(parameters, call.texts)
  const taken = {
    delete: keysToTakeBack(call, vmid, parameters.delete, 'delete'),
    revert: keysToTakeBack(call, vmid, parameters.revert, 'revert'),
  }
  if (!set.size && !taken.delete.length && !taken.revert.length) throw new Failure('no options specified')
  checkFixed(config, set, taken.delete)
  for (const [key, value] of set) await checkValueAccess(services.storage, call, vmid, key, value)
  checkPresentAccess(call, config, [...set.keys(), ...taken.delete, ...taken.revert])
  if (set.has('features') || taken.delete.includes('features')) {
    const unprivileged = config.current.get('unprivileged') === '1'
    checkFeatures(call, vmid, config.current.get('features'), set.get('features'), unprivileged)
  }
  const tags = set.get('tags')
  if (tags !== undefined || taken.delete.includes('tags')) {
    const kept = checkTags(services, call, config.current.get('tags'), tags)
    if (kept !== undefined) set.set('tags', kept)
  }
  await checkHookscript(services, set.get('hookscript'))
  checkContradictions(set, taken)
  checkProtectedDisks(config, taken.delete)
  checkTimeZoneName(set)
  checkTogether(config, set, taken.delete)
  return { set, ...taken, force: false, skipLock: false, ...(digest ? { digest } : {}) }
}

export function lxcConfigApi(services: LxcServices): Implementation[] {
  const read = (vmid: number) => readGuestConfig(services.store, placeHere(services, vmid))
  return implement(lxcConfig, {
    get(_call, { vmid, current, snapshot }) {
      const { config, text } = read(vmid)
      return { ...view(config, { current, snapshot }), digest: digestOf(text) }
    },
    async update(call, parameters) {
      const change = await changeOf(services, call, parameters)
      const work = quietWork(call.signal, text => console.error(`CT ${parameters.vmid}: ${text}`))
      await updateContainer(services, { author: authorOf(call), work, settle: async () => undefined }, parameters.vmid, change)
      return null
    },
    pending(_call, { vmid }) {
      return pendingView(read(vmid).config)
    },
  })
}
