import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { guestAddress } from '../../addresses.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import { live } from '../../live/live.ts'
import { toast } from '../../shell/toast-store.ts'
import { firstFormat } from '../../forms/disk-format.ts'
import { ChainProgress } from './chain-progress.tsx'
import { checkCount, checkName, checkNumber, missing, refusals } from './check.ts'
import { CloudInitSection } from './cloud-init-section.tsx'
import { CreateLayout } from './create-layout.tsx'
import { DisksSection } from './disks-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { NetworkSection } from './network-section.tsx'
import { OsSection } from './os-section.tsx'
import { PresetBar } from './preset-bar.tsx'
import { vmPresets } from './presets.ts'
import { ProcessorSection } from './processor-section.tsx'
import { Summary } from './summary.tsx'
import { SystemSection } from './system-section.tsx'
import { useChain } from './use-chain.ts'
import { firstStorage, type CreationPlace } from './use-place.ts'
import { vmCalls } from './vm-calls.ts'
import { useVmSummary } from './vm-summary.ts'
import { newVm, type VmValues } from './vm-values.ts'

function storagesOn(node: string) {
  const inventory = live.inventory.get()
  const images = firstStorage(inventory, node, 'images')
  return {
    images,
    format: firstFormat(inventory, node, images),
    isos: firstStorage(inventory, node, 'iso'),
    imports: firstStorage(inventory, node, 'import'),
  }
}

function check(values: VmValues) {
  const created = values.source !== 'template'
  const withState = created && (values.bios === 'ovmf' || values.tpm)
  return refusals({
    name: checkName(values.name),
    vmid: checkNumber(values.vmid, 100),
    count: checkCount(values.count),
    cores: checkNumber(values.cores, 1),
    memory: checkNumber(values.memory, 16),
    image: values.source === 'image' ? missing(values.image) : undefined,
    template: created ? undefined : missing(values.template),
    stateStorage: withState ? missing(values.stateStorage) : undefined,
    disks: created
      ? values.disks
          .map(
            (disk, at) =>
              missing(disk.storage) ?? (at === 0 && values.source === 'image' && disk.size === '' ? undefined : checkNumber(disk.size, 1)),
          )
          .find(Boolean)
      : undefined,
  })
}

/** Parameters whose refusals stand at a row or in a section. */
const shownParameter = /^(?:scsi|virtio|sata|ide|net|efidisk|tpmstate|ipconfig)\d+$|^(?:ostype|vga)$/

/** Everything about a new VM on one page. */
export function VmForm({ place, onClose }: { place: CreationPlace; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const chain = useChain()
  const form = useForm<VmValues>({
    initial: newVm({ ...place, ...storagesOn(place.node) }),
    calls: values => chain.left(vmCalls(values)),
    check,
    fieldOf: parameter => (parameter === 'newid' ? 'vmid' : parameter),
    showsError: parameter => shownParameter.test(parameter),
    sent: chain.sent,
    onDone(_, values) {
      const what = values.name || values.vmid
      toast({ look: 'good', text: Number(values.count) > 1 ? t`${values.count} VMs are created` : t`VM ${what} is created` })
      onClose()
      if (values.count === '1') void navigate({ to: guestAddress(Number(values.vmid)) })
    },
  })
  const { values, setAll, errors } = form
  const summary = useVmSummary(values, errors)
  const changeNode = (node: string) => {
    const { images, format, isos, imports } = storagesOn(node)
    setAll({
      node,
      isoStorage: isos,
      iso: '',
      driversIso: '',
      imageStorage: imports,
      image: '',
      template: '',
      stateStorage: images,
      stateFormat: format,
      disks: values.disks.map(disk => ({ ...disk, storage: images, format })),
    })
  }
  const section = { values, onChange: setAll, errors }
  const clone = values.source === 'template'
  return (
    <Form form={form} submitLabel={t`Create`} action>
      <CreateLayout summary={<Summary lines={summary} />}>
        <PresetBar kind="qemu" presets={vmPresets} values={values} onChange={setAll} />
        <GeneralSection
          values={values}
          name={values.name}
          nameLabel={t`Name`}
          onName={name => setAll({ name })}
          onNode={changeNode}
          onChange={setAll}
          errors={errors}
          nameError={errors.name}
        />
        <OsSection {...section} />
        {!clone && <SystemSection {...section} />}
        {!clone && <DisksSection {...section} />}
        <ProcessorSection {...section} />
        {!clone && <NetworkSection {...section} />}
        {(clone || values.source === 'image') && <CloudInitSection {...section} />}
      </CreateLayout>
      <ChainProgress upids={chain.upids} />
    </Form>
  )
}
