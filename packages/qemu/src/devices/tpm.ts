import { escapeValue } from '../plan/command-text.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import type { TpmPlan } from '../plan/vm-plan.ts'

/** tpmstate0: a TPM that swtpm emulates; swtpm must listen on the socket before QEMU starts. */
export function planTpm(context: PlanContext): { options: string[]; tpm: TpmPlan | undefined } {
  const { config, facts } = context
  if (!config.tpmstate0) return { options: [], tpm: undefined }
  const socket = `${facts.paths.run}/${facts.vmid}.swtpm`
  return {
    options: [
      '-chardev',
      `socket,id=tpmchar,path=${escapeValue(socket)}`,
      '-tpmdev',
      'emulator,id=tpmdev,chardev=tpmchar',
      '-device',
      'tpm-tis,tpmdev=tpmdev',
    ],
    tpm: { file: config.tpmstate0.file, version: config.tpmstate0.version === 'v2.0' ? '2.0' : '1.2', socket },
  }
}
