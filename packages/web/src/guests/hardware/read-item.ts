import { formatBytes } from '../../ui/format.ts'
import type { Config } from '../config/config-rows.ts'
import { readValue, type Reading } from '../config/read-value.ts'
import { splitMembers } from '../config/split-members.ts'
import type { Word } from '../config/word.ts'
import type { HardwareItem } from './hardware-items.ts'

const mib = (text: string) => formatBytes(Number(text) * 2 ** 20)
const memoryOf = (config: Config) => splitMembers(config.get('memory') ?? '512', 'current')[''] ?? '512'

function readVmMemory(config: Config): Reading {
  const [memory, balloon, pages] = [memoryOf(config), config.get('balloon'), config.get('hugepages')]
  const facts: Word[] = []
  if (balloon === '0') facts.push({ say: /*i18n*/ 'No ballooning' })
  else if (balloon !== undefined && balloon !== memory) facts.push({ say: /*i18n*/ 'at least {size}', values: { size: mib(balloon) } })
  if (config.get('allow-ksm') === '0') facts.push({ say: /*i18n*/ 'No KSM' })
  if (pages !== undefined) facts.push({ say: /*i18n*/ 'Huge pages' })
  return { main: mib(memory), facts }
}

function readContainerMemory(config: Config): Reading {
  const swap = config.get('swap') ?? '512'
  return {
    main: mib(memoryOf(config)),
    facts: [swap === '0' ? { say: /*i18n*/ 'No swap' } : { say: /*i18n*/ '{size} swap', values: { size: mib(swap) } }],
  }
}

function limits(config: Config): readonly Word[] {
  const [limit, weight, affinity] = [config.get('cpulimit'), config.get('cpuunits'), config.get('affinity')]
  return [
    ...(limit !== undefined && limit !== '0' ? [{ say: /*i18n*/ 'at most {limit} cores', values: { limit } }] : []),
    ...(weight !== undefined ? [{ say: /*i18n*/ 'weight {weight}', values: { weight } }] : []),
    ...(affinity !== undefined ? [{ say: /*i18n*/ 'on {affinity}', values: { affinity } }] : []),
  ]
}

function readVmProcessors(config: Config): Reading {
  const [sockets, cores] = [Number(config.get('sockets') ?? 1), Number(config.get('cores') ?? 1)]
  const { '': type = 'kvm64', flags } = splitMembers(config.get('cpu') ?? '', 'cputype')
  return {
    main: { say: /*i18n*/ '{count, plural, one {# core} other {# cores}}', values: { count: sockets * cores } },
    facts: [
      ...(sockets > 1 ? [{ say: /*i18n*/ '{sockets} sockets × {cores}', values: { sockets, cores } }] : []),
      type,
      ...(flags === undefined ? [] : [flags.replaceAll(';', ' ')]),
      ...(config.get('numa') === '1' ? ['NUMA'] : []),
      ...limits(config),
    ],
  }
}

function readContainerProcessors(config: Config): Reading {
  const cores = config.get('cores')
  return {
    main:
      cores === undefined
        ? { say: /*i18n*/ 'All cores of the node' }
        : { say: /*i18n*/ '{count, plural, one {# core} other {# cores}}', values: { count: Number(cores) } },
    facts: limits(config),
  }
}

const readDns = (config: Config): Reading => ({
  main: config.get('hostname') ?? { say: /*i18n*/ 'As the node' },
  facts: ['nameserver', 'searchdomain'].flatMap(key => config.get(key) ?? []),
})

/** What holds when a setting of hardware is not in the config. */
const defaults: Readonly<Record<string, string>> = { bios: 'seabios', machine: 'pc', vga: 'std', scsihw: 'lsi' }

/** One line of hardware in words, as a configuration has it; undefined: it has none of it. */
export function readItem(kind: 'qemu' | 'lxc', item: HardwareItem, config: Config): Reading | undefined {
  if (item.id === 'memory') return kind === 'qemu' ? readVmMemory(config) : readContainerMemory(config)
  if (item.id === 'processors') return kind === 'qemu' ? readVmProcessors(config) : readContainerProcessors(config)
  if (item.id === 'dns') return readDns(config)
  const text = config.get(item.id) ?? defaults[item.id]
  return text === undefined ? undefined : readValue(kind, item.id, text)
}
