import { digestOf } from '@quorate/cluster'
import { implement, type Call, type Implementation } from '@quorate/contract'
import { qemuConfig } from '@quorate/contract/qemu/config'
import {
  authorOf,
  checkContradictions,
  checkDigest,
  checkHookscript,
  checkLock,
  checkProtectedDisks,
  checkTags,
  type ConfigChange,
  configViewOf,
  pendingView,
  quietWork,
  readGuestConfig,
  settleable,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { checkBootOrder } from '../procedures/check-boot-order.ts'
import { checkDriveAccess } from '../procedures/access/drive-access.ts'
import { checkBalloon, checkCpuModel } from '../procedures/check-hardware.ts'
import { configTexts, hashPassword, keysToTakeBack } from '../procedures/request-texts.ts'
import { updateVm } from '../procedures/update-vm.ts'
import { checkPresentAccess, checkValueAccess } from '../procedures/access/value-access.ts'
import { isDriveKey } from '../procedures/vm-keys.ts'
import { checkWorkingStorage } from './check-working-storage.ts'
import type { QemuServices } from '../services.ts'
import { vmProperties } from '../vm-schema.ts'
import { placeHere } from '../procedures/place-here.ts'

const view = configViewOf(vmProperties)
const hidden = '**********'

interface ChangeParameters {
  readonly vmid: number
  readonly delete?: string
  readonly revert?: string
  readonly digest?: string
  readonly force?: boolean
  readonly skiplock?: boolean
  readonly [key: string]: unknown
}

/** Everything that can be refused about a change is refused here, before there is a task. */
async function changeOf(services: QemuServices, call: Call, parameters: ChangeParameters): Promise<ConfigChange> {
  const { vmid, digest, skiplock, force } = parameters
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkDigest(text, digest)
  if (!skiplock) checkLock('VM', config)
  const { 'import-working-storage': working } = parameters
  if (typeof working === 'string') checkWorkingStorage(services, call, working)
  const set = configTexts(parameters, call.texts)
  for (const [key, value] of set) {
    if (isDriveKey(key)) await checkDriveAccess(services.storage, call, vmid, key, value)
    else checkValueAccess(call, key, value)
  }
  const taken = {
    delete: keysToTakeBack(call, vmid, parameters.delete, 'delete'),
    revert: keysToTakeBack(call, vmid, parameters.revert, 'revert'),
  }
  const tags = set.get('tags')
  if (tags !== undefined || taken.delete.includes('tags')) {
    const kept = checkTags(services, call, config.current.get('tags'), tags)
    if (kept !== undefined) set.set('tags', kept)
  }
  checkPresentAccess(call, vmid, config, [...set.keys(), ...taken.delete, ...taken.revert])
  await checkHookscript(services, set.get('hookscript'))
  await checkCpuModel(services, set.get('cpu'))
  checkBalloon(config, set, taken.delete)
  if (!set.size && !taken.delete.length && !taken.revert.length) throw new Failure('no options specified')
  await hashPassword(services.host, set, config.pending?.get('ostype') ?? config.current.get('ostype'))
  checkContradictions(set, taken)
  checkProtectedDisks(config, taken.delete)
  checkBootOrder(config, set, taken.delete)
  return {
    set,
    ...taken,
    force: force ?? false,
    skipLock: skiplock ?? false,
    ...(digest ? { digest } : {}),
  }
}

export function qemuConfigApi(services: QemuServices): Implementation[] {
  return implement(qemuConfig, {
    get(_call, { vmid, current, snapshot }) {
      const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
      const shown = view(config, { current, snapshot })
      if (shown['cipassword'] !== undefined) shown['cipassword'] = hidden
      return { ...shown, digest: digestOf(text) }
    },
    async update(call, parameters) {
      const change = await changeOf(services, call, parameters)
      const work = quietWork(call.signal, text => console.error(`VM ${parameters.vmid}: ${text}`))
      await updateVm(services, { author: authorOf(call), work, settle: async () => undefined }, parameters.vmid, change)
      return null
    },
    async updateTask(call, parameters) {
      const change = await changeOf(services, call, parameters)
      return async outer => {
        const { task, settle } = settleable(outer)
        await updateVm(services, { author: authorOf(task), work: task, settle }, parameters.vmid, change)
      }
    },
    pending(_call, { vmid }) {
      const { config } = readGuestConfig(services.store, placeHere(services, vmid))
      return pendingView(config).map(row =>
        row.key === 'cipassword'
          ? { ...row, ...(row.value === undefined ? {} : { value: hidden }), ...(row.pending === undefined ? {} : { pending: hidden }) }
          : row,
      )
    },
  })
}
