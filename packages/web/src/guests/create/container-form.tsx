import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { guestAddress } from '../../addresses.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import { live } from '../../live/live.ts'
import { toast } from '../../shell/toast-store.ts'
import { AccessSection } from './access-section.tsx'
import { ChainProgress } from './chain-progress.tsx'
import { checkCount, checkName, checkNumber, missing, refusals } from './check.ts'
import { containerCalls } from './container-calls.ts'
import { ContainerNetworkSection } from './container-network-section.tsx'
import { ContainerSizeSection } from './container-size-section.tsx'
import { useContainerSummary } from './container-summary.ts'
import { newContainer, type ContainerValues } from './container-values.ts'
import { CreateLayout } from './create-layout.tsx'
import { GeneralSection } from './general-section.tsx'
import { PresetBar } from './preset-bar.tsx'
import { containerPresets } from './presets.ts'
import { Summary } from './summary.tsx'
import { TemplateSection } from './template-section.tsx'
import { useChain } from './use-chain.ts'
import { firstStorage, type CreationPlace } from './use-place.ts'
import { VolumesSection } from './volumes-section.tsx'

const storagesOn = (node: string) => ({
  roots: firstStorage(live.inventory.get(), node, 'rootdir'),
  templates: firstStorage(live.inventory.get(), node, 'vztmpl'),
})

const leastPassword = 5

/** Parameters whose refusals stand at a row or in a section. */
const shownParameter = /^(?:net|mp)\d+$|^(?:rootfs|ostemplate|ssh-public-keys|features)$/

/** Everything about a new container on one page. */
export function ContainerForm({ place, onClose }: { place: CreationPlace; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const chain = useChain()
  const form = useForm<ContainerValues>({
    initial: newContainer({ ...place, ...storagesOn(place.node) }),
    calls: values => chain.left(containerCalls(values)),
    check: values =>
      refusals({
        hostname: checkName(values.hostname),
        vmid: checkNumber(values.vmid, 100),
        count: checkCount(values.count),
        template: values.download === '' ? missing(values.template) : undefined,
        rootStorage: missing(values.rootStorage),
        rootSize: checkNumber(values.rootSize, 1),
        memory: checkNumber(values.memory, 16),
        swap: checkNumber(values.swap, 0),
        cores: values.cores === '' ? undefined : checkNumber(values.cores, 1),
        password: values.password !== '' && values.password.length < leastPassword ? t`At least ${leastPassword} characters.` : undefined,
      }),
    showsError: parameter => shownParameter.test(parameter),
    sent: chain.sent,
    onDone(_, values) {
      const what = values.hostname || values.vmid
      toast({
        look: 'good',
        text: Number(values.count) > 1 ? t`${values.count} containers are created` : t`Container ${what} is created`,
      })
      onClose()
      if (values.count === '1') void navigate({ to: guestAddress(Number(values.vmid)) })
    },
  })
  const { values, setAll, errors } = form
  const summary = useContainerSummary(values, errors)
  const changeNode = (node: string) => {
    const { roots, templates } = storagesOn(node)
    setAll({
      node,
      templateStorage: templates,
      template: '',
      download: '',
      rootStorage: roots,
      mounts: values.mounts.map(mount => ({ ...mount, storage: roots })),
    })
  }
  const section = { values, onChange: setAll, errors }
  return (
    <Form form={form} submitLabel={t`Create`} action>
      <CreateLayout summary={<Summary lines={summary} />}>
        <PresetBar kind="lxc" presets={containerPresets} values={values} onChange={setAll} />
        <GeneralSection
          values={values}
          name={values.hostname}
          nameLabel={t`Host name`}
          onName={hostname => setAll({ hostname })}
          onNode={changeNode}
          onChange={setAll}
          errors={errors}
          nameError={errors.hostname}
        />
        <TemplateSection {...section} />
        <AccessSection {...section} />
        <VolumesSection {...section} />
        <ContainerSizeSection {...section} />
        <ContainerNetworkSection {...section} />
      </CreateLayout>
      <ChainProgress upids={chain.upids} />
    </Form>
  )
}
