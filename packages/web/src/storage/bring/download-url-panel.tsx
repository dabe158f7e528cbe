import { useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import type { AnswerOf } from '../../api/endpoints.ts'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { formatBytes } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { broughtKinds } from '../content-names.ts'
import { endingsOf, fitsContent, storedName } from '../upload/stored-name.ts'
import { checksumOf, ChecksumFields, noChecksum, type ChecksumValues } from './checksum-fields.tsx'
import { useStarted } from './use-started.ts'

interface DownloadValues {
  readonly url: string
  readonly filename: string
  readonly checksum: ChecksumValues
  readonly verify: boolean
  readonly compression: string
}

type Metadata = AnswerOf<'GET /nodes/{node}/query-url-metadata'>

/** Has a node fetch a file from an address; argument: `pve/local/iso`. */
export function DownloadUrlPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const started = useStarted()
  const [node = '', storage = '', given] = argument.split('/')
  const content = broughtKinds.find(kind => kind === given) ?? 'iso'
  const [found, setFound] = useState<Metadata>()
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const form = useForm<DownloadValues>({
    initial: { url: '', filename: '', checksum: noChecksum, verify: true, compression: '' },
    calls({ url, filename, checksum, verify, compression }) {
      const expected = checksumOf(checksum)
      return [
        planned('POST /nodes/{node}/storage/{storage}/download-url', {
          node,
          storage,
          content,
          url,
          filename,
          ...(expected && { checksum: expected.value, 'checksum-algorithm': expected.algorithm }),
          ...(!verify && { 'verify-certificates': false }),
          ...(compression !== '' && { compression }),
        }),
      ]
    },
    check: ({ url, filename }) => ({
      ...(!/^https?:\/\/./.test(url) && { url: t`An address that begins with http:// or https:// is needed.` }),
      ...(!fitsContent(content, filename) && { filename: t`The name must end with ${endingsOf(content).join(', ')}.` }),
    }),
    fieldOf: name => (name.startsWith('checksum') ? 'checksum' : name),
    onDone([upid], { filename }) {
      started(t`${filename} is being downloaded.`, upid)
      onClose()
    },
  })
  const { values, errors, set } = form
  async function ask(): Promise<void> {
    setAsking(true)
    setFailure(undefined)
    try {
      const answer = await call('GET /nodes/{node}/query-url-metadata', {
        node,
        url: values.url,
        ...(!values.verify && { 'verify-certificates': false }),
      })
      setFound(answer)
      if (answer.filename) set('filename', storedName(answer.filename))
    } catch (error) {
      setFailure(error)
    } finally {
      setAsking(false)
    }
  }
  return (
    <SidePanel title={t`Download to ${storage}`} onClose={onClose}>
      <Form form={form} submitLabel={t`Download`}>
        <Field label={t`Address`} help={t`The node fetches it, not this browser.`} error={errors.url} required>
          {control => (
            <TextInput
              {...control}
              type="url"
              placeholder="https://"
              value={values.url}
              onChange={event => set('url', event.target.value.trim())}
            />
          )}
        </Field>
        <Button icon={Search} disabled={asking || !/^https?:\/\/./.test(values.url)} onClick={() => void ask()} className="self-start">
          {asking ? t`Asking…` : t`Ask for name and size`}
        </Button>
        {failure !== undefined && <FailureNotice error={failure} />}
        {found && (
          <Notice look="good" title={found.size === undefined ? t`Found; its size is not told` : t`Found: ${formatBytes(found.size)}`}>
            {found.mimetype}
          </Notice>
        )}
        <Field label={t`File name`} error={errors.filename} required>
          {control => <TextInput {...control} value={values.filename} onChange={event => set('filename', event.target.value.trim())} />}
        </Field>
        <ChecksumFields value={values.checksum} onChange={checksum => set('checksum', checksum)} />
        {errors.checksum && <Notice look="bad" title={errors.checksum} />}
        {content === 'iso' && (
          <Field label={t`Unpack`} error={errors.compression}>
            {control => (
              <Select
                {...control}
                value={values.compression}
                onChange={compression => set('compression', compression)}
                choices={[
                  { value: '', label: t`Not packed` },
                  { value: 'gz', label: 'gzip' },
                  { value: 'zst', label: 'Zstandard' },
                ]}
              />
            )}
          </Field>
        )}
        <Checkbox label={t`Verify the server's certificate`} checked={values.verify} onChange={verify => set('verify', verify)} />
      </Form>
    </SidePanel>
  )
}
