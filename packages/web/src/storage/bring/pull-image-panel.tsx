import { useLingui } from '@lingui/react/macro'
import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { useStarted } from './use-started.ts'

/** Fetches a container image from a registry; argument: `pve/local`. */
export function PullImagePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const started = useStarted()
  const [node = '', storage = ''] = argument.split('/')
  const [tags, setTags] = useState<readonly string[]>([])
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const form = useForm({
    initial: { repository: '', tag: 'latest', filename: '' },
    calls: ({ repository, tag, filename }) => [
      planned('POST /nodes/{node}/storage/{storage}/oci-registry-pull', {
        node,
        storage,
        reference: `${repository}:${tag}`,
        ...(filename !== '' && { filename }),
      }),
    ],
    check: ({ repository, tag }) => ({
      ...(repository === '' && { repository: t`A repository is needed.` }),
      ...(tag === '' && { tag: t`A tag is needed.` }),
    }),
    fieldOf: name => (name === 'reference' ? 'repository' : name),
    onDone([upid], { repository }) {
      started(t`${repository} is being fetched.`, upid)
      onClose()
    },
  })
  const { values, errors, set } = form
  async function ask(): Promise<void> {
    setAsking(true)
    setFailure(undefined)
    try {
      setTags(await call('GET /nodes/{node}/query-oci-repo-tags', { node, reference: values.repository }))
    } catch (error) {
      setFailure(error)
    } finally {
      setAsking(false)
    }
  }
  return (
    <SidePanel title={t`Fetch a container image`} onClose={onClose}>
      <Form form={form} submitLabel={t`Fetch`}>
        <Field label={t`Repository`} help={t`docker.io/library/alpine, ghcr.io/owner/name`} error={errors.repository} required>
          {control => <TextInput {...control} value={values.repository} onChange={event => set('repository', event.target.value.trim())} />}
        </Field>
        <Button icon={ListFilter} disabled={asking || values.repository === ''} onClick={() => void ask()} className="self-start">
          {asking ? t`Asking…` : t`List its tags`}
        </Button>
        {failure !== undefined && <FailureNotice error={failure} />}
        <Field label={t`Tag`} error={errors.tag} required>
          {control => (
            <Combobox
              {...control}
              custom
              value={values.tag}
              choices={tags.map(tag => ({ value: tag, label: tag }))}
              onChange={(tag = '') => set('tag', tag)}
            />
          )}
        </Field>
        <Field label={t`File name`} help={t`Empty: made of repository and tag.`} error={errors.filename}>
          {control => <TextInput {...control} value={values.filename} onChange={event => set('filename', event.target.value.trim())} />}
        </Field>
      </Form>
    </SidePanel>
  )
}
