import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextArea, TextInput } from '../../ui/text-field.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { decodeJoinInformation } from './join-information.ts'
import { JoinInformationFacts } from './join-information-facts.tsx'
import { JoinProgress } from './join-progress.tsx'
import { emptyJoin, joinCalls, linksFor, peerOf, type JoinValues } from './join-values.ts'
import { LinkFields } from './link-fields.tsx'
import { useMembership, type Membership } from './use-membership.ts'

interface JoinFormProps {
  readonly membership: Membership
  readonly onJoining: (upid: string) => void
}

function JoinForm({ membership: { addresses, cluster }, onJoining }: JoinFormProps) {
  const { t } = useLingui()
  const form = useForm<JoinValues>({
    initial: emptyJoin,
    calls: joinCalls,
    check: values => ({
      ...(!peerOf(values) &&
        (values.byHand
          ? { hostname: t`Address and fingerprint of a member are needed.` }
          : { text: t`This is no join information: copy it anew from a member of the cluster.` })),
      ...(values.password === '' && { password: t`The password of root on that node is needed.` }),
    }),
    showsError: name => /^link\d$/.test(name),
    onDone: ([upid]) => onJoining(String(upid)),
  })
  const { values, errors, set, setAll } = form
  const information = values.byHand ? undefined : decodeJoinInformation(values.text)
  const own = addresses.map(({ address }) => address)
  const paste = (text: string) => setAll({ text, links: linksFor(decodeJoinInformation(text)?.peerLinks ?? {}, own) })
  const byHand = (chosen: boolean) =>
    setAll({
      byHand: chosen,
      links: chosen
        ? [{ link: 0, address: own[0] ?? '', priority: '' }]
        : linksFor(decodeJoinInformation(values.text)?.peerLinks ?? {}, own),
    })
  return (
    <Form
      form={form}
      submitLabel={information?.clusterName ? t`Join ${information.clusterName}` : t`Join`}
      disabledReason={cluster ? t`This node is in the cluster ${cluster.name} already.` : undefined}
    >
      {values.byHand ? (
        <>
          <Field label={t`Address of a member`} error={errors.hostname} required>
            {control => <TextInput {...control} value={values.hostname} onChange={event => set('hostname', event.target.value)} />}
          </Field>
          <Field label={t`Fingerprint of its certificate`} error={errors.fingerprint} required>
            {control => (
              <TextInput
                {...control}
                className="font-mono"
                value={values.fingerprint}
                onChange={event => set('fingerprint', event.target.value)}
              />
            )}
          </Field>
        </>
      ) : (
        <Field
          label={t`Join information`}
          error={
            errors.text ??
            (values.text.trim() !== '' && !information
              ? t`This is no join information: copy it anew from a member of the cluster.`
              : undefined)
          }
          help={t`Copied on a member of the cluster, below Cluster, “Join information”.`}
          required
        >
          {control => (
            <TextArea
              {...control}
              autoFocus
              rows={information ? 3 : 7}
              className="break-all"
              value={values.text}
              onChange={event => paste(event.target.value)}
            />
          )}
        </Field>
      )}
      <Checkbox label={t`Enter address and fingerprint by hand`} checked={values.byHand} onChange={byHand} />
      {information && <JoinInformationFacts information={information} />}
      {(information ?? values.byHand) && (
        <>
          <Field label={t`Password of root on that node`} error={errors.password} required>
            {control => (
              <TextInput
                {...control}
                type="password"
                autoComplete="off"
                value={values.password}
                onChange={event => set('password', event.target.value)}
              />
            )}
          </Field>
          <LinkFields
            links={values.links}
            own={addresses}
            errors={errors}
            onChange={links => set('links', links)}
            peers={information?.peerLinks}
          />
          <Notice look="warn" title={t`This node takes over everything from the cluster`}>
            <p>
              <Trans>
                Its own users, permissions, storages and options are replaced, and it may have no guests. Whatever would be lost is named
                before anything changes; what is replaced is kept aside on its disk.
              </Trans>
            </p>
            <p>{t`At the end its services start anew, and you log in again with an account of the cluster.`}</p>
          </Notice>
          <Checkbox
            label={t`Replace what is set up here`}
            help={t`Without this, joining stops when there is something of your own, and says what.`}
            checked={values.force}
            onChange={force => set('force', force)}
          />
        </>
      )}
    </Form>
  )
}

/** Brings this node, which is alone, into a cluster. */
export function JoinClusterPanel({ onClose }: PanelProps) {
  const { t } = useLingui()
  const [upid, setUpid] = useState<string>()
  const query = useMembership()
  return (
    <SidePanel title={t`Join cluster`} onClose={onClose}>
      {upid ? (
        <JoinProgress upid={upid} onBack={() => setUpid(undefined)} />
      ) : (
        <WithData query={query}>{membership => <JoinForm membership={membership} onJoining={setUpid} />}</WithData>
      )}
    </SidePanel>
  )
}
