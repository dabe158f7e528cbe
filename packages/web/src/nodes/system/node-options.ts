import { planned, type PlannedCall } from '../../forms/planned-call.ts'

export interface OptionValues {
  readonly 'startall-onboot-delay': string
  readonly 'ballooning-target': string
  readonly mac: string
  readonly 'bind-interface': string
  readonly 'broadcast-address': string
  readonly digest: string
}

export type OptionAnswer = Readonly<Record<string, string | number | undefined>>

const wakeKeys = ['bind-interface', 'broadcast-address'] as const
const plain = ['startall-onboot-delay', 'ballooning-target'] as const

/** The option's parts: `aa:bb:..,bind-interface=eth0`. */
function wakeParts(text: string): Readonly<Record<string, string>> {
  const parts = text.split(',').map(part => {
    const at = part.indexOf('=')
    return at < 0 ? ['mac', part.trim()] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
  })
  return Object.fromEntries(parts) as Record<string, string>
}

export function optionValues(answer: OptionAnswer): OptionValues {
  const wake = wakeParts(String(answer.wakeonlan ?? ''))
  const text = (name: string) => String(answer[name] ?? '')
  return {
    'startall-onboot-delay': text('startall-onboot-delay'),
    'ballooning-target': text('ballooning-target'),
    mac: wake.mac ?? '',
    'bind-interface': wake['bind-interface'] ?? '',
    'broadcast-address': wake['broadcast-address'] ?? '',
    digest: text('digest'),
  }
}

const wakeText = (values: OptionValues) =>
  values.mac === '' ? '' : [values.mac, ...wakeKeys.filter(key => values[key] !== '').map(key => `${key}=${values[key]}`)].join(',')

/** What is to be sent to come from one set of options to another; an empty one is removed. */
export function optionCalls(node: string, to: OptionValues, from: OptionValues, digest = from.digest): readonly PlannedCall[] {
  const target: Readonly<Record<string, string>> = { ...to, wakeonlan: wakeText(to) }
  const source: Readonly<Record<string, string>> = { ...from, wakeonlan: wakeText(from) }
  const changed = [...plain, 'wakeonlan' as const].filter(name => target[name] !== source[name])
  if (changed.length === 0) return []
  const removed = changed.filter(name => target[name] === '')
  const set = changed.filter(name => target[name] !== '').map(name => [name, name === 'wakeonlan' ? target[name] : Number(target[name])])
  return [
    planned('PUT /nodes/{node}/config', {
      node,
      ...Object.fromEntries(set),
      ...(removed.length > 0 && { delete: removed.join(',') }),
      ...(digest !== '' && { digest }),
    }),
  ]
}
