import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { qmpAnswers } from '../capabilities/qmp-answers.ts'
import type { HostFacts, SevFacts } from '../plan/vm-facts.ts'

const kinds = { std: 'sev', es: 'sev_es', snp: 'sev_snp' } as const

/** What processor and kernel can do for guests with encrypted memory: only asked for one that wants it, since it takes a start of QEMU. */
export async function encryptionFacts(host: Host, binary: string): Promise<Pick<HostFacts, 'sev' | 'tdx'>> {
  const on = async (module: string, name: string) => /^[Y1]/.test((await host.kernel.read(`module/${module}/parameters/${name}`)) ?? '')
  const found: SevFacts['kinds'][number][] = []
  for (const [kind, parameter] of Object.entries(kinds) as [keyof typeof kinds, string][]) {
    if (await on('kvm_amd', parameter)) found.push(kind)
  }
  const tdx = await on('kvm_intel', 'tdx')
  return { ...(found.length ? { sev: { kinds: found, ...(await sevNumbers(host, binary)) } } : {}), ...(tdx ? { tdx } : {}) }
}

/** QEMU reads them from the processor. */
async function sevNumbers(host: Host, binary: string): Promise<Pick<SevFacts, 'cBitPosition' | 'reducedBits'>> {
  const answers = await qmpAnswers(
    host,
    binary,
    ['-machine', 'q35', '-accel', 'kvm', '-S'],
    [['qmp_capabilities'], ['query-sev-capabilities'], ['query-version']],
  )
  const sev = answers.get(1) as { cbitpos: number; 'reduced-phys-bits': number } | undefined
  if (!sev) throw new Failure('amd-sev: QEMU could not ask the processor how it encrypts memory: is /dev/sev there?')
  return { cBitPosition: sev.cbitpos, reducedBits: sev['reduced-phys-bits'] }
}
