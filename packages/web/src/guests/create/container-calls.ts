import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { ContainerNicValues, ContainerValues, MountValues } from './container-values.ts'
import { numberedNames } from './numbered-names.ts'

const joined = (...parts: readonly (string | false | undefined)[]) => parts.filter(Boolean).join(',')
const text = (value: string) => value.trim() || undefined
const part = (key: string, value: string) => value.trim() !== '' && `${key}=${value.trim()}`

const nicValue = (net: ContainerNicValues) =>
  joined(
    `name=${net.name}`,
    part('bridge', net.bridge),
    part('hwaddr', net.mac),
    part('tag', net.vlan),
    net.firewall && 'firewall=1',
    part('ip', net.ip),
    part('gw', net.gateway),
    part('ip6', net.ip6),
    part('gw6', net.gateway6),
  )

const mountValue = ({ storage, size, path, backup }: MountValues) => joined(`${storage}:${size}`, `mp=${path}`, backup && 'backup=1')

/** Where the template lies, or will lie once it has been fetched. */
export const templateVolume = ({ template, download, templateStorage }: ContainerValues): string =>
  download === '' ? template : `${templateStorage}:vztmpl/${download}`

/** What creating these containers sends, in this order: a template that is not there yet is fetched first. */
export function containerCalls(values: ContainerValues): readonly PlannedCall[] {
  const { node, download, templateStorage } = values
  const features = joined(values.nesting && 'nesting=1', values.keyctl && 'keyctl=1', values.fuse && 'fuse=1')
  const keys = values.sshkeys.trim()
  const common = {
    node,
    ostemplate: templateVolume(values),
    rootfs: `${values.rootStorage}:${values.rootSize}`,
    ...Object.fromEntries(values.mounts.map((mount, index) => [`mp${index}`, mountValue(mount)])),
    cores: values.cores === '' ? undefined : Number(values.cores),
    cpulimit: values.cpulimit === '' ? undefined : Number(values.cpulimit),
    memory: Number(values.memory),
    swap: Number(values.swap),
    ...Object.fromEntries(values.nets.map((net, index) => [`net${index}`, nicValue(net)])),
    nameserver: text(values.nameserver),
    searchdomain: text(values.searchdomain),
    unprivileged: values.unprivileged,
    features: features || undefined,
    ostype: values.os || undefined,
    password: values.password || undefined,
    'ssh-public-keys': keys || undefined,
    tags: values.tags.length > 0 ? values.tags.join(';') : undefined,
    description: text(values.description),
    onboot: values.onboot || undefined,
    pool: values.pool || undefined,
    start: values.start || undefined,
  }
  const names = numberedNames(values.hostname.trim(), Math.max(1, Number(values.count) || 1))
  return [
    ...(download === '' ? [] : [planned('POST /nodes/{node}/aplinfo', { node, storage: templateStorage, template: download })]),
    ...names.map((hostname, index) =>
      planned('POST /nodes/{node}/lxc', { ...common, vmid: Number(values.vmid) + index, hostname: hostname || undefined } as never, [
        'password',
      ]),
    ),
  ]
}
