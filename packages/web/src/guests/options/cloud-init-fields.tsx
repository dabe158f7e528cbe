import { qemuConfigKeys as keys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { useLabels } from '../../labels/use-labels.ts'
import type { Config } from '../config/config-rows.ts'
import type { KeyField } from '../config/keys-editor.tsx'
import { decodeKeys, encodeKeys } from './encoded-texts.ts'
import { EncodedText } from './option-controls.tsx'

/** The lines of the cloud-init card by their part of the address, with their fields. */
export function useCloudInitFields(): Readonly<Record<string, readonly KeyField[]>> {
  const { t } = useLingui()
  const labels = useLabels()
  return {
    ciuser: [
      { key: 'ciuser', schema: keys.ciuser },
      { key: 'cipassword', schema: keys.cipassword },
    ],
    sshkeys: [
      {
        key: 'sshkeys',
        schema: keys.sshkeys,
        control: ({ value, set, error }) => (
          <EncodedText
            value={value as string | undefined}
            onChange={set}
            error={error}
            label={labels.name('sshkeys')}
            help={t`Public keys, one in each line.`}
            decode={decodeKeys}
            encode={encodeKeys}
          />
        ),
      },
    ],
    'cloudinit-dns': [
      { key: 'searchdomain', schema: keys.searchdomain, help: t`Empty: as the node.` },
      { key: 'nameserver', schema: keys.nameserver, help: t`Empty: as the node.` },
    ],
    ciupgrade: [
      { key: 'ciupgrade', schema: keys.ciupgrade },
      { key: 'citype', schema: keys.citype, advanced: true },
      { key: 'cicustom', schema: keys.cicustom, advanced: true },
    ],
  }
}

/** The network cards that cloud-init can give addresses to. */
export const cardsOf = (config: Config): readonly number[] =>
  [...config.keys()]
    .flatMap(key => /^net(\d+)$/.exec(key)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b)

export const ipField = (index: number): KeyField => ({
  key: `ipconfig${index}`,
  schema: keys['ipconfig[n]'],
  only: ['ip', 'gw', 'ip6', 'gw6'],
})
