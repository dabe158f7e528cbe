import { cpuMembers } from '@quorate/contract/qemu/cpu'
import type { ConfigReader } from '@quorate/cluster'
import { compileDecoder, SectionConfig } from '@quorate/schema'
import type { CustomCpu } from '../plan/vm-facts.ts'

/** Where the models stand in the config tree. */
const cpuModelsPath = 'virtual-guest/cpu-models.conf'

const decode = compileDecoder(cpuMembers, { additional: true })

/**
 * The custom models of a text such as
 *
 *     cpu-model: small
 *     	reported-model Haswell
 *     	flags +aes;-avx2
 *
 * by their names. What cannot be read of a model is told to `complain` and left out of it.
 */
export function readCpuModels(text: string, complain: (text: string) => void = () => undefined): Map<string, CustomCpu> {
  const models = new Map<string, CustomCpu>()
  for (const { type, id, values } of SectionConfig.parse(text).sections()) {
    if (type !== 'cpu-model' || models.has(id)) continue
    const result = decode(Object.fromEntries(values))
    if ('errors' in result) {
      for (const [key, problem] of Object.entries(result.errors)) complain(`custom CPU model '${id}': ${key}: ${problem}`)
    }
    models.set(id, 'ok' in result ? result.ok : result.partial)
  }
  return models
}

/** The models of a cluster, read anew each time: the file is small and few VMs use it. */
export function customCpuModels(store: Pick<ConfigReader, 'read'>, complain?: (text: string) => void): Map<string, CustomCpu> {
  return readCpuModels(store.read(cpuModelsPath)?.text ?? '', complain)
}
