import { useLingui } from '@lingui/react/macro'
import { volumeName } from '../../forms/pickers/volume-picker.tsx'
import { formatBytes } from '../../ui/format.ts'
import type { ContainerValues } from './container-values.ts'
import { numberedNames } from './numbered-names.ts'
import type { SummaryLine } from './summary.tsx'

const mebibytes = (text: string) => formatBytes(Number(text) * 2 ** 20)

/** A new container in a few lines. */
export function useContainerSummary(values: ContainerValues, errors: Readonly<Record<string, string>>): readonly SummaryLine[] {
  const { t } = useLingui()
  const wrong = (pattern: RegExp) => Object.keys(errors).some(name => pattern.test(name))
  const count = Math.max(1, Number(values.count) || 1)
  const names = numberedNames(values.hostname.trim(), Math.min(count, 100))
  const template = values.download || (values.template === '' ? t`No template chosen` : volumeName(values.template))
  const mounts = values.mounts.map(mount => `${mount.path}: ${mount.size} GiB, ${mount.storage}`)
  return [
    {
      section: 'general',
      label: count > 1 ? t`${count} containers` : t`Container ${values.vmid}`,
      text: [names[0] || '–', count > 1 && names.at(-1)].filter(Boolean).join(' … '),
      wrong: wrong(/^(?:hostname|vmid|count|node|pool|tags)$/),
    },
    {
      section: 'template',
      label: values.download === '' ? t`Template` : t`Template, fetched first`,
      text: [template, values.unprivileged ? t`unprivileged` : t`privileged`].join(', '),
      wrong: wrong(/^(?:template|ostemplate|ostype|features|unprivileged)$/),
    },
    {
      section: 'access',
      label: t`Access`,
      text: [values.password !== '' && t`Password`, values.sshkeys.trim() !== '' && t`SSH keys`].filter(Boolean).join(', ') || t`None`,
      wrong: wrong(/^(?:password|ssh-public-keys)$/),
    },
    {
      section: 'volumes',
      label: t`Volumes`,
      text: [`/: ${values.rootSize} GiB, ${values.rootStorage || '–'}`, ...mounts].join(' · '),
      wrong: wrong(/^(?:root.*|mp\d+)$/),
    },
    {
      section: 'processor',
      label: t`Processor and memory`,
      text: `${values.cores || t`all cores`}, ${mebibytes(values.memory)}`,
      wrong: wrong(/^(?:cores|cpulimit|memory|swap)$/),
    },
    {
      section: 'network',
      label: t`Network`,
      text: values.nets.map(net => [net.bridge || '–', net.ip].filter(Boolean).join(' ')).join(' · ') || '–',
      wrong: wrong(/^(?:net\d+|nameserver|searchdomain)$/),
    },
  ]
}
