import { Failure } from '@quorate/schema'
import type { ContainerConfig } from './container-config.ts'
import type { ContainerFacts } from './container-facts.ts'
import type { ConfigLines } from './lxc-text.ts'

/** Architectures whose programs a machine runs, its own first. */
const runs: Readonly<Record<string, readonly string[]>> = {
  amd64: ['amd64', 'i386'],
  arm64: ['arm64', 'armhf'],
  riscv64: ['riscv64', 'riscv32'],
}
/** LXC has no name for the others. */
const namedByLxc = ['amd64', 'i386', 'arm64', 'armhf']

function archLines({ arch = 'amd64' }: ContainerConfig, { host }: ContainerFacts, warnings: string[]): ConfigLines {
  const native = runs[host.arch]?.includes(arch) ?? arch === host.arch
  if (!native) warnings.push(`arch: programs for ${arch} run on this node (${host.arch}) only where an emulator is set up for them`)
  return native && namedByLxc.includes(arch) ? [['lxc.arch', arch]] : []
}

function variables(config: ContainerConfig): ConfigLines {
  const own = (config.env ?? '').split('\0').filter(Boolean)
  const broken = own.find(variable => /[\r\n]/.test(variable))
  if (broken !== undefined) throw new Failure(`env: the value of ${broken.split('=')[0]} holds a line break, which LXC cannot read`)
  return ['container=lxc', ...own].map(variable => ['lxc.environment', variable])
}

/** As the kernel has it: without a domain. */
export function hostnameOf({ hostname }: ContainerConfig, { vmid }: ContainerFacts): string {
  return (hostname ?? `CT${vmid}`).split('.')[0] as string
}

/**
 * What runs as the first program, and its surroundings. Without an entry point it is the root's own init, which LXC asks
 * to shut down in the way that it listens to; any other program knows SIGTERM.
 */
export function firstProgramLines(config: ContainerConfig, facts: ContainerFacts, warnings: string[]): ConfigLines {
  const { entrypoint } = config
  const isInit = entrypoint === undefined || /^(?:\/usr)?\/s?bin\/init$/.test(entrypoint)
  return [
    ...archLines(config, facts, warnings),
    ['lxc.uts.name', hostnameOf(config, facts)],
    ...variables(config),
    ...(entrypoint === undefined ? [] : [['lxc.init.cmd', entrypoint] as [string, string]]),
    ...(isInit ? [] : [['lxc.signal.halt', 'SIGTERM'] as [string, string]]),
  ]
}
